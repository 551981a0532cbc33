package org.curlew.grading.caid;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.List;

/**
 * Soft tokens (SoftHSM 2, Debian's softhsm2), one key in each. The library finds its tokens through a variable of the environment,
 * once a process: hence set with the C library's own call, before it is first loaded.
 */
public final class TestToken {

    public static final char[] PIN = "1234".toCharArray();

    private TestToken() {}

    /** Makes a token for each key, and gives the library's path. */
    public static Path with(Path folder, List<BundleSigner> keys) throws Exception {
        Path tokens = Files.createDirectories(folder.resolve("tokens"));
        Path settings = folder.resolve("softhsm2.conf");
        Files.writeString(settings, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        environment("SOFTHSM2_CONF", settings.toString());
        for (int i = 0; i < keys.size(); i++) {
            ProcessBuilder tool = new ProcessBuilder(
                    "softhsm2-util", "--init-token", "--free", "--label", "t" + i, "--so-pin", "1234", "--pin", "1234");
            tool.environment().put("SOFTHSM2_CONF", settings.toString());
            Process process = tool.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        }
        Path library = List.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so").stream()
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IOException("install Debian's softhsm2"));
        for (int i = 0; i < keys.size(); i++) {
            Provider provider = Security.getProvider("SunPKCS11")
                    .configure("--name = setup" + i + "\nlibrary = " + library + "\nslotListIndex = " + i + "\n");
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, PIN);
            store.setKeyEntry("force", keys.get(i).key(), PIN, new Certificate[] {
                keys.get(i).certificate()
            });
            store.store(OutputStream.nullOutputStream(), PIN);
        }
        return library;
    }

    private static void environment(String name, String value) throws Exception {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            int result = (int) linker.downcallHandle(
                            linker.defaultLookup().find("setenv").orElseThrow(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invoke(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (result != 0) {
                throw new IOException("setenv failed");
            }
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
