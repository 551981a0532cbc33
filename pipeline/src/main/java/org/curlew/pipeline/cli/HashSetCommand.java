package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.curlew.pipeline.application.Application;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.ImportReport;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.VersionState;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.schemes.SchemeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code curlew hash-set}: the sets that devices are compared with. */
@Command(
        name = "hash-set",
        mixinStandardHelpOptions = true,
        description = "Imports, lists, compares, asks and shares hash sets.",
        subcommands = {
            HashSetCommand.Import.class,
            HashSetCommand.ListSets.class,
            HashSetCommand.Lookup.class,
            HashSetDiff.class,
            HashSetApprove.class,
            HashSetRetire.class,
            HashSetExport.class,
            HashSetExchange.class
        })
final class HashSetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return ExitCodes.USAGE;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Imports one set from one or more files; a known name makes a new version of it.")
    static final class Import implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "The set's files; together they are the set.")
        private List<Path> files;

        @Option(names = "--name", required = true, paramLabel = "N", description = "Name of the set.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "R",
                description = "illegal, known-good or intelligence.")
        private String role;

        @Option(names = "--scheme", required = true, paramLabel = "S", description = "Category scheme of its numbers.")
        private String scheme;

        @Spec
        private CommandSpec spec;

        @Option(names = "--parts", paramLabel = "N", description = "How many files the set has by its source.")
        private Integer parts;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            if (!List.of("illegal", "known-good", "intelligence").contains(role)) {
                throw new picocli.CommandLine.ParameterException(
                        spec.commandLine(),
                        "curlew: The role " + role + " is none of illegal, known-good, intelligence");
            }
            try (Application application = data.start()) {
                ImportReport report = application
                        .get(HashSets.class)
                        .importSet(
                                HashSetImport.request(name, role, scheme, files).withExpectedParts(parts));
                SetVersion version = report.version();
                System.out.printf(
                        Locale.ROOT,
                        "%s version %d: %d entries, %d rejected rows, %d conflicts, %s, %.1f s%n",
                        version.name(),
                        version.number(),
                        version.entries(),
                        version.rejected(),
                        version.conflicts(),
                        version.state(),
                        report.seconds());
                report.rejectedRows().forEach(r -> System.out.println("  rejected: " + r));
                report.notes().forEach(n -> System.out.println("  note: " + n));
                report.conflicts().forEach(c -> System.out.println("  conflict: " + c));
                if (version.state() == VersionState.HELD) {
                    System.out.println("  held, not in use: " + version.reason() + ": curlew hash-set approve '"
                            + version.name() + ":" + version.number() + "' --by PERSON");
                }
                HashSetPast.compare(application);
                boolean whole = version.rejected() == 0 && version.state() == VersionState.COMPLETE;
                return whole ? ExitCodes.COMPLETE : ExitCodes.PARTIAL;
            } catch (HashSetException | SchemeException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Every version of every set, newest first.")
    static final class ListSets implements Callable<Integer> {

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            try (Application application = data.start()) {
                System.out.println(
                        "name\tversion\trole\tscheme\tentries\tstate\timported\timporter\trejected\tconflicts\treason");
                for (SetVersion v : application.get(HashSets.class).list()) {
                    System.out.println(String.join(
                            "\t",
                            v.name(),
                            Integer.toString(v.number()),
                            v.role().label(),
                            v.scheme() + " version " + v.schemeVersion(),
                            Long.toString(v.entries()),
                            v.state().toString(),
                            v.importedAt().toInstant().toString(),
                            v.importer(),
                            Long.toString(v.rejected()),
                            Long.toString(v.conflicts()),
                            v.reason() == null ? "" : v.reason()));
                }
                return ExitCodes.COMPLETE;
            }
        }
    }

    @Command(
            name = "lookup",
            mixinStandardHelpOptions = true,
            description = "Looks digests up in every set in use: MD5, SHA-1 or SHA-256 in hex, one a line.")
    static final class Lookup implements Callable<Integer> {

        private static final HexFormat HEX = HexFormat.of();

        @Option(names = "--digests", required = true, paramLabel = "FILE", description = "The digests.")
        private Path digests;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            if (!Files.isReadable(digests)) {
                throw new RefusedException("The file " + digests + " does not exist or cannot be read: check the path");
            }
            try (Application application = data.start();
                    Stream<String> lines = Files.lines(digests)) {
                HashIndex index = application.get(HashSets.class).current();
                System.out.println("digest\tset\tversion\trole\tscheme\tcategory");
                int[] number = {0};
                boolean[] broken = {false};
                lines.map(l -> l.strip().toLowerCase(Locale.ROOT)).forEach(digest -> {
                    number[0]++;
                    if (!digest.matches("[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")) {
                        System.err.println(
                                "curlew: " + digests + " line " + number[0] + " is no digest and was left out");
                        broken[0] = true;
                    } else {
                        answer(index, digest);
                    }
                });
                return broken[0] ? ExitCodes.PARTIAL : ExitCodes.COMPLETE;
            } catch (HashSetException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }

        private static void answer(HashIndex index, String digest) {
            byte[] bytes = HEX.parseHex(digest);
            List<HashHit> hits = index.lookup(
                    bytes.length == 16 ? bytes : null,
                    bytes.length == 20 ? bytes : null,
                    bytes.length == 32 ? bytes : null);
            if (hits.isEmpty()) {
                System.out.println(digest + "\t\t\t\t\t");
            }
            for (HashHit hit : hits) {
                System.out.println(digest + "\t" + hit.set() + "\t" + hit.version() + "\t"
                        + hit.role().label() + "\t" + hit.scheme() + "\t"
                        + (hit.category() == null ? "" : hit.category()));
            }
        }
    }
}
