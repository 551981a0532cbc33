package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.curlew.grading.caid.LeftOut;
import org.curlew.grading.caid.ReceiptFile;
import org.curlew.grading.caid.Releases;
import org.curlew.grading.caid.Uploads;
import org.curlew.grading.policy.GradingRules;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Schemes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The upload ledger on the command line: what was sent, what CAID answered, where a case stands. */
final class CaidUpload {

    private CaidUpload() {}

    @Command(name = "sent", mixinStandardHelpOptions = true, description = "Enters that a bundle went out.")
    static final class Sent implements Callable<Integer> {

        @Parameters(paramLabel = "BUNDLE", description = "Number of the bundle.")
        private long bundle;

        @Option(names = "--to", required = true, paramLabel = "RECIPIENT", description = "To whom.")
        private String recipient;

        @Option(names = "--person", required = true, paramLabel = "NAME", description = "Who sent it.")
        private String person;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            return CaidCommand.refusing(data, application -> {
                application.get(Uploads.class).sent(bundle, person, recipient);
                System.out.println("Bundle " + bundle + " is sent to " + recipient);
            });
        }
    }

    @Command(
            name = "receipt",
            mixinStandardHelpOptions = true,
            description = "Enters CAID's answer to a bundle: everything was received but what the file names.")
    static final class Receipt implements Callable<Integer> {

        @Parameters(paramLabel = "BUNDLE", description = "Number of the bundle.")
        private long bundle;

        @Option(
                names = "--rejected",
                paramLabel = "CSV",
                description = "File with the columns md5 and reason, one rejected media a row (default: none).")
        private Path rejected;

        @Option(names = "--person", required = true, paramLabel = "NAME", description = "Who enters it.")
        private String person;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            if (rejected != null) {
                NamedFile.requireReadable(rejected);
            }
            return CaidCommand.refusing(data, application -> {
                Map<String, String> reasons = rejected == null ? Map.of() : ReceiptFile.read(rejected);
                int count = application.get(Uploads.class).receipt(bundle, reasons, person);
                System.out.println("Receipt of bundle " + bundle + " entered: " + count
                        + (count == 0
                                ? " rejected"
                                : " rejected; they go out again alone with curlew caid request --scope REJECTED"));
            });
        }
    }

    @Command(
            name = "leave-out",
            mixinStandardHelpOptions = true,
            description =
                    "Lets a case go without the media whose bytes were disposed of before CAID received them; each is named.")
    static final class LeaveOut implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--scheme", paramLabel = "S", description = "Category scheme (default: ${DEFAULT-VALUE}).")
        private String scheme = "uk-2014";

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why it goes without them; kept with each.")
        private String reason;

        @Option(names = "--person", required = true, paramLabel = "NAME", description = "Who says so.")
        private String person;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            return CaidCommand.refusing(data, application -> application
                    .get(LeftOut.class)
                    .leaveOut(CaidCommand.caseId(application, caseReference), scheme, reason, person)
                    .forEach(CaidUpload::print));
        }
    }

    private static void print(LeftOut.Item item) {
        System.out.println(Row.of(
                "left out",
                "MD5 " + item.md5(),
                "SHA-256 " + item.sha256(),
                "by " + item.actor() + " on " + item.at(),
                item.reason()));
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description =
                    "Where a case's media stand on their way to CAID; without a case, those that waited too long.")
    static final class Status implements Callable<Integer> {

        @Option(names = "--case", paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--scheme", paramLabel = "S", description = "Category scheme (default: ${DEFAULT-VALUE}).")
        private String scheme = "uk-2014";

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            return CaidCommand.refusing(data, application -> {
                Uploads uploads = application.get(Uploads.class);
                List<Integer> exportable = application.get(Schemes.class).get(scheme).categories().stream()
                        .filter(Category::exportable)
                        .map(Category::number)
                        .toList();
                if (caseReference == null) {
                    Instant limit = application
                            .get(RuleBook.class)
                            .inForce(GradingRules.KIND, GradingRules.class)
                            .upload()
                            .alarmLimit(Instant.now());
                    List<Uploads.Overdue> late = uploads.overdue(limit, exportable, scheme);
                    late.forEach(o -> System.out.println(Row.of(
                            o.caseReference(),
                            o.media() + " media graded and not sent, the oldest since " + o.oldest())));
                    if (late.isEmpty()) {
                        System.out.println("No case has media that were graded before " + limit + " and not sent");
                    }
                    return;
                }
                long caseId = CaidCommand.caseId(application, caseReference);
                Uploads.Counts c =
                        uploads.counts(caseId, application.get(Schemes.class).get(scheme));
                System.out.println("ungraded\t" + c.ungraded() + "\nmatched\t" + c.matched() + "\ngraded\t" + c.graded()
                        + "\nawaiting\t" + c.awaiting() + "\nin bundle\t" + c.inBundle() + "\nsent\t" + c.sent()
                        + "\nreceived\t" + c.received() + "\nrejected\t" + c.rejected());
                application
                        .get(Releases.class)
                        .ofCase(caseId)
                        .forEach(r -> System.out.println(Row.of(
                                "release " + r.id(),
                                r.scope() + " in " + r.profile().label(),
                                r.media() + " media",
                                "asked for by " + r.requestedBy() + " on " + r.requestedAt(),
                                r.approved() == null
                                        ? "waits for a second person"
                                        : (r.approved() ? "approved by " : "refused by ") + r.decidedBy())));
                uploads.bundles(caseId)
                        .forEach(b -> System.out.println(Row.of(
                                "bundle " + b.id(),
                                b.name(),
                                b.media() + " media",
                                "made by " + b.madeBy() + " on " + b.madeAt())));
                application.get(LeftOut.class).ofCase(caseId).forEach(CaidUpload::print);
            });
        }
    }
}
