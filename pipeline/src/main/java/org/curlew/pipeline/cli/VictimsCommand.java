package org.curlew.pipeline.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.curlew.grading.sessions.GradingException;
import org.curlew.grading.victims.VictimLane;
import org.curlew.pipeline.application.Application;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.SchemeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew victims}: illegal material that no set knows, why a media may be first-generation, and what is left by series. */
@Command(
        name = "victims",
        mixinStandardHelpOptions = true,
        description = "Lists what waits for victim identification.",
        subcommands = {VictimsCommand.Lane.class, VictimsCommand.Reasons.class, VictimsCommand.SeriesLeft.class})
final class VictimsCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.err);
        return ExitCodes.USAGE;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Media of the lane, the longest waiting first: case, SHA-256, class, since, owner, UK child.")
    static final class Lane implements Callable<Integer> {

        @Option(names = "--case", paramLabel = "REF", description = "Only this case.")
        private String caseReference;

        @Option(names = "--scheme", paramLabel = "S", description = "Category scheme (default: ${DEFAULT-VALUE}).")
        private String scheme = "uk-2014";

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            try (Application application = data.start()) {
                Long caseId = caseReference == null ? null : CaidCommand.caseId(application, caseReference);
                List<VictimLane.Item> lane = application.get(VictimLane.class).open(caseId, scheme);
                Map<Long, String> references = application
                        .get(Exhibits.class)
                        .caseReferences(
                                lane.stream().map(VictimLane.Item::caseId).toList());
                lane.forEach(i -> System.out.println(Row.of(
                        references.get(i.caseId()),
                        i.sha256(),
                        i.code(),
                        i.since(),
                        i.owner() == null ? "no owner" : i.owner(),
                        i.ukChildPossible() ? "a UK child is possible" : "")));
                return ExitCodes.COMPLETE;
            } catch (SchemeException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }

    @Command(
            name = "why",
            mixinStandardHelpOptions = true,
            description = "Why a media may be first-generation material; never a certainty.")
    static final class Reasons implements Callable<Integer> {

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
                        .get(VictimLane.class)
                        .explain(CaidCommand.caseId(application, caseReference), media)
                        .forEach(System.out::println);
                return ExitCodes.COMPLETE;
            } catch (GradingException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }

    @Command(
            name = "series",
            mixinStandardHelpOptions = true,
            description = "Illegal material of a case by series: media, identified, left.")
    static final class SeriesLeft implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--scheme", paramLabel = "S", description = "Category scheme (default: ${DEFAULT-VALUE}).")
        private String scheme = "uk-2014";

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            try (Application application = data.start()) {
                application
                        .get(VictimLane.class)
                        .bySeries(CaidCommand.caseId(application, caseReference), scheme)
                        .forEach(s -> System.out.println(Row.of(
                                s.series().isEmpty() ? "(no series)" : s.series(),
                                s.contents(),
                                s.identified(),
                                s.left())));
                return ExitCodes.COMPLETE;
            } catch (SchemeException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }
}
