package org.curlew.pipeline.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How workers are run.
 *
 * @param javaCommand command line of the child up to and with its main class; see {@link JavaCommand}
 * @param processes children at once: each works on one call
 * @param lanes threads that digest in each child
 * @param heapMebibytes largest heap of a child
 * @param addressSpaceBytes limit of a child's virtual memory; a JVM reserves much more than it uses
 * @param stall time without progress after which a child is killed
 * @param deathsBeforeExclusion deaths on the same file or folder after which it is left out and recorded
 * @param deathsBeforeGivingUp deaths in one call after which it ends with what there is and a gap
 */
public record WorkerSettings(
        List<String> javaCommand,
        int processes,
        int lanes,
        int heapMebibytes,
        long addressSpaceBytes,
        Duration stall,
        int deathsBeforeExclusion,
        int deathsBeforeGivingUp) {

    private static final int FEW_CORES = 3;

    public WorkerSettings {
        javaCommand = List.copyOf(javaCommand);
    }

    /** For this machine and the running application's own class path. */
    public static WorkerSettings standard() {
        int cores = Runtime.getRuntime().availableProcessors();
        int processes = cores <= FEW_CORES ? 1 : cores / 2;
        return new WorkerSettings(
                JavaCommand.ofThisProcess(),
                processes,
                Math.max(2, cores / processes),
                160,
                8L << 30,
                Duration.ofSeconds(120),
                2,
                24);
    }

    public WorkerSettings withProcesses(int count) {
        return new WorkerSettings(
                javaCommand,
                count,
                lanes,
                heapMebibytes,
                addressSpaceBytes,
                stall,
                deathsBeforeExclusion,
                deathsBeforeGivingUp);
    }

    public WorkerSettings withStall(Duration time) {
        return new WorkerSettings(
                javaCommand,
                processes,
                lanes,
                heapMebibytes,
                addressSpaceBytes,
                time,
                deathsBeforeExclusion,
                deathsBeforeGivingUp);
    }

    /** With the folder of stand-ins for images that lie in the object store; see {@code docs/architecture.md}. */
    public WorkerSettings withStandIns(Path folder) {
        List<String> command = new java.util.ArrayList<>(javaCommand);
        command.add(1, "-Dcurlew.stand-ins=" + folder);
        return new WorkerSettings(
                command,
                processes,
                lanes,
                heapMebibytes,
                addressSpaceBytes,
                stall,
                deathsBeforeExclusion,
                deathsBeforeGivingUp);
    }

    /** The child's whole command line. */
    List<String> commandLine(Path statusPage) {
        return ChildCommand.build(this, statusPage);
    }
}
