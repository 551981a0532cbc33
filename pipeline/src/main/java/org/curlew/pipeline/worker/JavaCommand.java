package org.curlew.pipeline.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/** How to start a second JVM from the running application's own classes. */
public final class JavaCommand {

    static final String MAIN_CLASS = "org.curlew.pipeline.worker.WorkerMain";
    private static final String BOOT_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private JavaCommand() {}

    /** From a class path of folders and jars, a thin jar with its libraries beside it, or one executable Boot jar. */
    public static List<String> ofThisProcess() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return isBootJar(classPath)
                ? List.of(java, "-cp", classPath, "-Dloader.main=" + MAIN_CLASS, BOOT_LAUNCHER)
                : List.of(java, "-cp", classPath, MAIN_CLASS);
    }

    static boolean isBootJar(String classPath) {
        if (classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
            return false;
        }
        try (JarFile jar = new JarFile(classPath)) {
            return jar.getEntry("BOOT-INF/classes/") != null;
        } catch (IOException noJar) {
            return false;
        }
    }
}
