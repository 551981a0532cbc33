package org.curlew.pipeline.cli;

import java.io.PrintWriter;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.application.ToolVersion;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's root: turns what a command throws into one line and an exit code. */
@Command(
        name = "curlew",
        description = "The queue, the pipeline and the clock of a digital-forensics unit.",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            WorkerCommand.class,
            ProcessCommand.class,
            VerifyCommand.class,
            HashSetCommand.class,
            GradeCommand.class,
            VicsCommand.class,
            LedgerCommand.class,
            CaidCommand.class,
            CourtCommand.class,
            VictimsCommand.class,
            SimulateCommand.class,
            ImportCommand.class,
            MailCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            FsckCommand.class,
            BenchCommand.class
        })
public final class CurlewCommand {

    private CurlewCommand() {}

    /** Runs the command line and returns the exit code. */
    public static int execute(String... args) {
        CommandLine line = new CommandLine(new CurlewCommand());
        line.setExitCodeExceptionMapper(CurlewCommand::exitCode);
        line.setExecutionExceptionHandler((failure, command, result) -> report(failure, command.getErr()));
        if (args.length == 0) {
            line.usage(line.getErr());
            return ExitCodes.USAGE;
        }
        return line.execute(args);
    }

    private static int report(Exception failure, PrintWriter err) {
        err.println("curlew: " + oneLine(failure));
        if (exitCode(failure) == ExitCodes.INTERNAL_ERROR) {
            LoggerFactory.getLogger(CurlewCommand.class).debug("The command failed", failure);
        }
        return exitCode(failure);
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof CommandLine.ParameterException) {
            return ExitCodes.USAGE;
        }
        return failure instanceof RefusedException || failure instanceof DataFolder.UnavailableException
                ? ExitCodes.REFUSED
                : ExitCodes.INTERNAL_ERROR;
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
