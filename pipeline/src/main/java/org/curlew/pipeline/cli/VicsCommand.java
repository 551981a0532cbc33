package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsRefusedException;
import org.curlew.grading.vics.convert.Conversion;
import org.curlew.grading.vics.convert.VicsConverter;
import org.curlew.grading.vics.lint.LintReport;
import org.curlew.grading.vics.lint.VicsLinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code curlew vics}: checks and rewrites VICS files, ours and other people's. */
@Command(
        name = "vics",
        mixinStandardHelpOptions = true,
        description = "Checks and converts VICS files.",
        subcommands = {VicsCommand.Lint.class, VicsCommand.Convert.class})
final class VicsCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.err);
        return ExitCodes.USAGE;
    }

    /** The profile by its name; another name is an error of usage. */
    static final class ProfileName implements ITypeConverter<VicsProfile> {

        @Override
        public VicsProfile convert(String name) {
            try {
                return VicsProfile.parse(name);
            } catch (VicsRefusedException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }

    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description =
                    "Lists what a receiver could stumble over. Exit 0 clean, 3 with findings, 4 not VICS or cut short.")
    static final class Lint implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "VICS files.")
        private List<Path> files;

        @Override
        public Integer call() throws IOException {
            int worst = ExitCodes.COMPLETE;
            for (Path file : files) {
                NamedFile.requireReadable(file);
                LintReport report = new VicsLinter().lint(file);
                System.out.println(file + ": " + report.media() + " media, " + report.mediaFiles() + " places"
                        + (report.writer().isEmpty() ? "" : ", written by " + report.writer()));
                report.findings().forEach(f -> System.out.println("  " + f));
                if (!report.complete()) {
                    System.err.println("curlew: " + file + ": " + report.refusal());
                } else if (report.findings().isEmpty()) {
                    System.out.println("  no findings");
                }
                worst = Math.max(worst, report.exitCode());
            }
            return worst;
        }
    }

    @Command(
            name = "convert",
            mixinStandardHelpOptions = true,
            description = "Rewrites a VICS file in another profile; every repair is listed beside it.")
    static final class Convert implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
        private Path in;

        @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
        private Path out;

        @Option(
                names = "--profile",
                required = true,
                paramLabel = "P",
                converter = ProfileName.class,
                description = "UK, Default, 1.3, 1.2 or 1.1.")
        private VicsProfile profile;

        @Override
        public Integer call() throws IOException {
            NamedFile.requireReadable(in);
            OutputOption.requireApart(out, in);
            OutputOption.requireApart(VicsConverter.repairsOf(out), in);
            try {
                Conversion conversion = new VicsConverter(new VicsLinter()).convert(in, out, profile);
                System.out.println(out + " written; " + conversion.repairs().size() + " kinds of repair"
                        + (conversion.repairs().isEmpty() ? "" : ", listed in " + conversion.repairFile()));
                return ExitCodes.COMPLETE;
            } catch (VicsRefusedException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }
}
