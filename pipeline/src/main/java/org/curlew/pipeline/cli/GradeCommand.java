package org.curlew.pipeline.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.grading.sessions.WorkList;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.pipeline.application.Application;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.SchemeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew grade}: what is still to be looked at, and grades, which are appended and never overwritten. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = "Lists ungraded media and appends grades.",
        subcommands = {
            GradeCommand.ListUngraded.class,
            GradeCommand.Add.class,
            GradeCommand.TakeBack.class,
            GradeCommand.History.class
        })
final class GradeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.err);
        return ExitCodes.USAGE;
    }

    /** The case by its reference, or a refusal. */
    private static long caseId(Application application, String reference) {
        return application
                .get(Exhibits.class)
                .findCase(reference)
                .orElseThrow(() -> new RefusedException("There is no case " + reference
                        + " in the data folder: check the reference, or process an exhibit of it first"));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Media without a grade: SHA-256, MD5, bytes, type, series, exhibit, folder; one a line, near matches "
                            + "first, then what a suspect's camera may have made, then by series and folder.")
    static final class ListUngraded implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--exhibit", paramLabel = "REF", description = "Only this exhibit of the case.")
        private String exhibit;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
        private int limit = 1000;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            try (Application application = data.start()) {
                long caseId = caseId(application, caseReference);
                Long exhibitId = exhibit == null
                        ? null
                        : application
                                .get(Exhibits.class)
                                .find(caseReference, exhibit)
                                .orElseThrow(() -> new RefusedException("Case " + caseReference + " has no exhibit "
                                        + exhibit + ": check the reference"))
                                .id();
                WorkList list = application.get(WorkList.class);
                for (WorkList.Item item : application.get(WorkOrder.class).next(caseId, exhibitId, limit)) {
                    System.out.println(Row.of(
                            item.sha256(),
                            item.md5(),
                            item.size(),
                            item.mime(),
                            item.series(),
                            item.exhibit(),
                            item.folder()));
                }
                System.err.println(list.remaining(caseId, exhibitId) + " media without a grade; in the whole case "
                        + list.progress(caseId).avoided() + " views avoided, since a set knows the content");
                return ExitCodes.COMPLETE;
            }
        }
    }

    /** Which media of which case, by which scheme, and whose grades of them. */
    static final class Judged {

        @Parameters(arity = "1..*", paramLabel = "SHA256", converter = Hex.Sha256.class, description = "The media.")
        private List<String> media;

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--scheme", required = true, paramLabel = "S", description = "Category scheme.")
        private String scheme;

        @Option(names = "--grader", required = true, paramLabel = "NAME", description = "Whose grade it is.")
        private String grader;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Appends one grade to each media named. An earlier grade stays; a change of mind needs --reason.")
    static final class Add implements Callable<Integer> {

        @Mixin
        private Judged judged;

        @Option(names = "--code", required = true, paramLabel = "CODE", description = "Code of the scheme, such as C.")
        private String code;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for a change of mind.")
        private String reason;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            try (Application application = data.start()) {
                long caseId = caseId(application, judged.caseReference);
                Grades.Outcome outcome = application
                        .get(Grades.class)
                        .append(
                                new Grading(
                                        caseId, judged.scheme, code, judged.grader, null, Grading.Basis.VIEWED, reason),
                                judged.media);
                System.out.printf(
                        Locale.ROOT,
                        "%d grades appended, %d unchanged, %d conflicts opened, %d closed%n",
                        outcome.appended(),
                        outcome.unchanged(),
                        outcome.conflictsOpened(),
                        outcome.conflictsClosed());
                return ExitCodes.COMPLETE;
            } catch (GradingException | SchemeException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }

    @Command(
            name = "take-back",
            mixinStandardHelpOptions = true,
            description = "Takes a grader's own grades of the media back. They stay on record and count no longer.")
    static final class TakeBack implements Callable<Integer> {

        @Mixin
        private Judged judged;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
        private String reason;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            try (Application application = data.start()) {
                long caseId = caseId(application, judged.caseReference);
                Grades.Outcome outcome = application
                        .get(Grades.class)
                        .takeBack(
                                new Grades.TakingBack(caseId, judged.scheme, judged.grader, null, reason),
                                judged.media);
                System.out.printf(
                        Locale.ROOT,
                        "%d grades taken back, %d conflicts opened, %d closed%n",
                        outcome.appended(),
                        outcome.conflictsOpened(),
                        outcome.conflictsClosed());
                return ExitCodes.COMPLETE;
            } catch (GradingException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Every grade a media of the case was ever given, oldest first.")
    static final class History implements Callable<Integer> {

        @Parameters(paramLabel = "SHA256", converter = Hex.Sha256.class, description = "The media.")
        private String media;

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            try (Application application = data.start()) {
                application
                        .get(Grades.class)
                        .history(caseId(application, caseReference), media)
                        .forEach(g -> System.out.println(
                                g.takenBackAt() == null
                                        ? Row.of(g.at(), g.grader(), g.scheme(), g.code(), g.basis())
                                        : Row.of(
                                                g.at(),
                                                g.grader(),
                                                g.scheme(),
                                                g.code(),
                                                g.basis(),
                                                "taken back " + g.takenBackAt())));
                return ExitCodes.COMPLETE;
            }
        }
    }
}
