package org.curlew.pipeline.cli;

import java.io.PrintWriter;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.storage.ledger.LedgerException;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.packs.PackException;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
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

    /** What a part of the application refused to start for, where that is what stopped its start; else the failure itself. */
    static Throwable reason(Throwable failure) {
        for (Throwable each = failure; failure instanceof BeansException && each != null; each = each.getCause()) {
            if (each instanceof LedgerException
                    || each instanceof PackException
                    || each instanceof ObjectStoreException) {
                return each;
            }
        }
        return failure;
    }

    private static int report(Exception failure, PrintWriter err) {
        err.println("curlew: " + oneLine(reason(failure)));
        if (exitCode(failure) == ExitCodes.INTERNAL_ERROR) {
            LoggerFactory.getLogger(CurlewCommand.class).debug("The command failed", failure);
        }
        return exitCode(failure);
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof CommandLine.ParameterException) {
            return ExitCodes.USAGE;
        }
        return failure instanceof RefusedException
                        || failure instanceof DataFolder.UnavailableException
                        || reason(failure) != failure
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
