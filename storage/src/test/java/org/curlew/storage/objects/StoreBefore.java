package org.curlew.storage.objects;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A real store, before whose operations a test does something: fails, waits, or looks on. */
public final class StoreBefore {

    /** What happens before the operation; what it throws is the operation's answer. */
    public interface Act {
        void before(Object firstArgument) throws Exception;
    }

    private final Map<String, Act> acts = new ConcurrentHashMap<>();
    private final ObjectStore store;

    public StoreBefore(ObjectStore real) {
        store = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    Act act = acts.get(method.getName());
                    if (act != null) {
                        act.before(arguments[0]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    public ObjectStore store() {
        return store;
    }

    public void before(String operation, Act act) {
        acts.put(operation, act);
    }

    public void nothingBefore(String operation) {
        acts.remove(operation);
    }
}
