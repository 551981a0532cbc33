package org.curlew.grading.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.curlew.grading.media.Camera;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;

/** The list that an index answers is the list that sorting everything would give, at any moment of any day. */
class WorkOrderPropertyTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final List<String> FOLDERS = List.of("/DCIM/100APPLE/", "/DCIM/101APPLE/", "/Zoe/", "/");
    private static final List<String> SERIES = List.of("Heron", "Avocet");
    private static final String SUSPECTS_CAMERA = "X100";

    private final WorkList work = new WorkList(DATABASE.jdbc(), DATABASE.transactions());
    private final Grades grades =
            new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), new Ledger(DATABASE.dataSource()));
    private final Media media = new Media(DATABASE.dataSource(), DATABASE.transactions());

    /** A place as the reference sees it. */
    private record Spot(String sha256, String exhibit, String folder, String path, Match match, String model) {}

    // A number is a place: which of 12 contents, folder, match, on one of two exhibits.
    @Property(tries = 40)
    void the_list_is_what_sorting_everything_would_give_and_its_counts_are_those_of_the_rows(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 479) Integer> numbers,
            @ForAll @Size(max = 6) List<@IntRange(max = 11) Integer> graded) {
        String operation = "OP-" + System.nanoTime();
        List<Spot> spots = new ArrayList<>();
        long caseId = 0;
        for (int exhibit = 0; exhibit < 2; exhibit++) {
            List<Spot> its = spots(numbers, exhibit);
            caseId = record(operation, "ABC/" + exhibit, its);
            spots.addAll(its);
            // read between the two devices: what comes later must make it anew
            assertThat(listed(caseId)).isEqualTo(sorted(spots, Set.of()));
        }
        Set<String> done = new HashSet<>();
        for (int i = 0; i <= graded.size(); i++) {
            List<String> list = listed(caseId);
            assertThat(list).isEqualTo(sorted(spots, done)).isEqualTo(listed(caseId));
            assertThat(work.progress(caseId)).isEqualTo(progress(spots, done));
            String next = i == graded.size() ? null : content(graded.get(i)).sha256();
            if (next != null && spots.stream().anyMatch(s -> s.sha256().equals(next))) {
                grades.append(
                        new Grading(caseId, "uk-2014", "C", "ann", null, Grading.Basis.VIEWED, ""), List.of(next));
                done.add(next);
            }
        }
    }

    private List<String> listed(long caseId) {
        return work.ungraded(caseId, null, 1_000, c -> c.model().equals(SUSPECTS_CAMERA)).stream()
                .map(WorkList.Item::sha256)
                .toList();
    }

    private static List<Spot> spots(List<Integer> numbers, int exhibit) {
        return IntStream.range(0, numbers.size())
                .filter(i -> i % 2 == exhibit)
                .mapToObj(i -> {
                    int n = numbers.get(i);
                    String folder = FOLDERS.get(n / 12 % 4);
                    Content content = content(n);
                    return new Spot(
                            content.sha256(),
                            "ABC/" + exhibit,
                            folder,
                            folder + "IMG_" + i + ".jpg",
                            match(n / 48),
                            content.camera().model());
                })
                .toList();
    }

    private static Match match(int kind) {
        return switch (kind) {
            case 0 -> Samples.illegal();
            case 1 -> new Match("Good", "1", Match.KNOWN_GOOD, null, null, "sha256");
            case 2, 3 ->
                new Match(
                        "Force set",
                        "1",
                        Match.ILLEGAL,
                        "uk-2014",
                        1,
                        Match.NEAR,
                        null,
                        null,
                        null,
                        SERIES.get(kind - 2));
            case 4 -> new Match("Force set", "1", Match.ILLEGAL, "uk-2014", 1, Match.NEAR);
            default -> null;
        };
    }

    private static Content content(int number) {
        int which = number % 12;
        Content plain = Samples.picture("work-order-" + which);
        return which % 3 != 0
                ? plain
                : new Content(
                        plain.sha256(),
                        plain.md5(),
                        plain.sha1(),
                        plain.size(),
                        plain.mime(),
                        new Camera("Make", which % 2 == 0 ? SUSPECTS_CAMERA : "Other", "", ""),
                        null,
                        null);
    }

    private long record(String operation, String reference, List<Spot> spots) {
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        long exhibit = exhibits.bookIn(operation, reference, "examiner").id();
        media.record(
                exhibit,
                spots.stream()
                        .map(s -> new FoundMedia(
                                IntStream.range(0, 12)
                                        .mapToObj(n -> content(n))
                                        .filter(c -> c.sha256().equals(s.sha256()))
                                        .findFirst()
                                        .orElseThrow(),
                                Samples.at(s.path()),
                                s.match())));
        return exhibits.findCase(operation).orElseThrow();
    }

    /** Plainly, from the words of the rule. */
    private static List<String> sorted(List<Spot> spots, Set<String> graded) {
        Comparator<Spot> byFolder = Comparator.<Spot>comparingLong(s -> -inFolder(spots, s)
                        .filter(WorkOrderPropertyTest::illegal)
                        .count())
                .thenComparingLong(s -> -inFolder(spots, s).count())
                .thenComparing(Spot::exhibit)
                .thenComparing(Spot::folder);
        Map<String, Spot> places = new HashMap<>();
        spots.forEach(s -> places.merge(
                s.sha256(), s, (a, b) -> byFolder.thenComparing(Spot::path).compare(a, b) <= 0 ? a : b));
        return places.values().stream()
                .filter(s -> !graded.contains(s.sha256()) && !decided(spots, s.sha256()))
                .sorted(Comparator.comparing((Spot s) -> !near(spots, s.sha256()))
                        .thenComparing(s -> !s.model().equals(SUSPECTS_CAMERA))
                        .thenComparing(s -> series(spots, s.sha256()))
                        .thenComparing(byFolder)
                        .thenComparing(Spot::path)
                        .thenComparing(Spot::sha256))
                .map(Spot::sha256)
                .toList();
    }

    private static Stream<Spot> inFolder(List<Spot> spots, Spot spot) {
        return spots.stream()
                .filter(s -> s.exhibit().equals(spot.exhibit()) && s.folder().equals(spot.folder()));
    }

    private static boolean illegal(Spot spot) {
        return spot.match() != null && spot.match().role().equals(Match.ILLEGAL);
    }

    private static boolean near(List<Spot> spots, String sha256) {
        return spots.stream()
                .anyMatch(s -> s.sha256().equals(sha256)
                        && illegal(s)
                        && s.match().kind().equals(Match.NEAR));
    }

    private static boolean decided(List<Spot> spots, String sha256) {
        return spots.stream()
                .anyMatch(s -> s.sha256().equals(sha256)
                        && s.match() != null
                        && !s.match().kind().equals(Match.NEAR));
    }

    /** Behind every name where there is none. */
    private static String series(List<Spot> spots, String sha256) {
        return spots.stream()
                .filter(s -> s.sha256().equals(sha256)
                        && illegal(s)
                        && !s.match().series().isEmpty())
                .map(s -> s.match().series())
                .max(Comparator.naturalOrder())
                .orElse("\uffff");
    }

    private static WorkList.Progress progress(List<Spot> spots, Set<String> graded) {
        Set<String> all = new HashSet<>();
        spots.forEach(s -> all.add(s.sha256()));
        long avoided = all.stream()
                .filter(s -> !graded.contains(s) && decided(spots, s))
                .count();
        return new WorkList.Progress(all.size(), avoided, graded.size(), all.size() - avoided - graded.size());
    }
}
