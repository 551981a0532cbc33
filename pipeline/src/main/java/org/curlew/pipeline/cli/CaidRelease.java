package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.curlew.grading.caid.BundleEnvelope;
import org.curlew.grading.caid.CaidExport;
import org.curlew.grading.caid.Releases;
import org.curlew.grading.caid.Scope;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.storage.objects.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The three steps of a release: one person asks, another decides, and the bundle is made, signed and sealed. */
final class CaidRelease {

    private CaidRelease() {}

    @Command(
            name = "request",
            mixinStandardHelpOptions = true,
            description =
                    "Asks for the release of a case's media. Refused, with every reason, while something is open.")
    static final class Request implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(
                names = "--profile",
                paramLabel = "P",
                converter = VicsCommand.ProfileName.class,
                defaultValue = "UK",
                description = "UK, Default or 1.3 (default: ${DEFAULT-VALUE}).")
        private VicsProfile profile;

        @Option(names = "--scheme", paramLabel = "S", description = "Category scheme (default: ${DEFAULT-VALUE}).")
        private String scheme = "uk-2014";

        @Option(
                names = "--scope",
                paramLabel = "S",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        private Scope scope = Scope.EVERYTHING;

        @Option(names = "--person", required = true, paramLabel = "NAME", description = "Who asks.")
        private String person;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            return CaidCommand.refusing(data, application -> {
                Releases.Release asked = application
                        .get(Releases.class)
                        .request(CaidCommand.caseId(application, caseReference), scheme, profile, scope, person);
                System.out.println("Release " + asked.id() + " of " + asked.media()
                        + " media was asked for; another person decides with curlew caid decide " + asked.id());
            });
        }
    }

    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            description = "Agrees to a release, or refuses it; never the person who asked.")
    static final class Decide implements Callable<Integer> {

        @Parameters(paramLabel = "RELEASE", description = "Number of the release.")
        private long release;

        @Option(names = "--refuse", description = "The answer is no; needs --reason.")
        private boolean refuse;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
        private String reason = "";

        @Option(names = "--person", required = true, paramLabel = "NAME", description = "Who decides.")
        private String person;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            return CaidCommand.refusing(data, application -> {
                Releases.Release decided = application.get(Releases.class).decide(release, !refuse, person, reason);
                System.out.println("Release " + release + " was "
                        + (Boolean.TRUE.equals(decided.approved()) ? "approved" : "refused") + " by "
                        + decided.decidedBy());
            });
        }
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = "Makes the signed bundle of an approved release and enters its media in the upload ledger.")
    static final class Make implements Callable<Integer> {

        @Parameters(paramLabel = "RELEASE", description = "Number of the release.")
        private long release;

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
        private Path out;

        @Option(
                names = "--recipient",
                paramLabel = "PEM",
                description = "Certificate of the recipient, for whom a sealed copy is written as well.")
        private Path recipient;

        @Option(names = "--person", required = true, paramLabel = "NAME", description = "Who makes it.")
        private String person;

        @Mixin
        private SigningOption signing;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            // read first: a release has one bundle, so nothing may go wrong once it is made
            NamedFile.requireFolder(out);
            X509Certificate sealedFor = recipient == null ? null : CaidSeal.recipient(recipient);
            return CaidCommand.refusing(data, application -> {
                PrivateFiles.folder(out);
                CaidExport.Made made = application
                        .get(CaidExport.class)
                        .released(
                                release,
                                person,
                                out,
                                new CaidExport.Settings(
                                        CaidCommand.bytes(application),
                                        Instant.now(),
                                        signing.signer(),
                                        ToolVersion.text(),
                                        null));
                System.out.println(
                        made.file() + ": bundle " + made.bundleId() + " with " + made.media() + " media, signed");
                if (sealedFor != null) {
                    Path sealed = made.file().resolveSibling(made.file().getFileName() + BundleEnvelope.SUFFIX);
                    BundleEnvelope.seal(made.file(), sealed, sealedFor);
                    System.out.println(sealed + ": the same, sealed for the recipient");
                }
            });
        }
    }
}
