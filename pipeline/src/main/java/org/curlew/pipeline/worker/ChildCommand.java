package org.curlew.pipeline.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The child's command line: limits of the system first, then the JVM's, then the main class. */
final class ChildCommand {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    /** A child writes nothing but its spool and the status page. */
    private static final long FILE_SIZE_LIMIT = 8L << 30;

    /** A day of processor time: a child that needs more is not working. */
    private static final long CPU_SECONDS = 86_400;

    private ChildCommand() {}

    static List<String> build(WorkerSettings settings, Path statusPage) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(PRLIMIT)) {
            command.add(PRLIMIT.toString());
            command.add("--as=" + settings.addressSpaceBytes());
            command.add("--cpu=" + CPU_SECONDS);
            command.add("--fsize=" + FILE_SIZE_LIMIT);
            command.add("--core=0");
            command.add("--");
        }
        List<String> java = settings.javaCommand();
        command.add(java.getFirst());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Xmx" + settings.heapMebibytes() + "m");
        command.add("-Xms48m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:-UsePerfData");
        command.add("-XX:ErrorFile=/dev/null");
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.awt.headless=true");
        command.add("-Duser.timezone=UTC");
        command.addAll(java.subList(1, java.size()));
        command.add(statusPage.toString());
        command.add(Integer.toString(settings.lanes()));
        return command;
    }
}
