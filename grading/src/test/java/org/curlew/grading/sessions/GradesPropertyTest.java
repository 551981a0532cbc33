package org.curlew.grading.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.picture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.curlew.grading.media.Media;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;

/** Whatever graders do in whatever order: nothing that was written is altered, and a conflict is open exactly while they differ. */
class GradesPropertyTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final List<String> GRADERS = List.of("ann", "bob", "cay", "dee");
    private static final List<String> CODES = List.of("A", "B", "NOT-ILLEGAL");
    private static final List<String> MEDIA =
            List.of(picture("a").sha256(), picture("b").sha256());

    private final Grades grades =
            new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), new Ledger(DATABASE.dataSource()));

    /** The rule as the issue words it, over the rows alone: the last word of each grader since the latest adjudication, of what counts. */
    private static boolean differ(List<Grade> rows) {
        Map<String, String> last = new HashMap<>();
        for (Grade row : rows.stream().filter(r -> r.takenBackAt() == null).toList()) {
            if (row.basis() == Grading.Basis.ADJUDICATION) {
                last.clear();
            }
            last.put(row.grader(), row.code());
        }
        return new HashSet<>(last.values()).size() > 1;
    }

    // A number is an act: grader, class, which of the two media (or both), a grade, an adjudication or a taking back.
    @Property(tries = 40)
    void grades_are_only_ever_added_and_a_conflict_is_open_exactly_while_the_last_words_differ(
            @ForAll @Size(max = 25) List<@IntRange(max = 107) Integer> acts) {
        long caseId = aCase();
        Map<String, List<Grade>> before = new HashMap<>();
        MEDIA.forEach(m -> before.put(m, List.of()));

        for (int act : acts) {
            List<String> items =
                    switch (act / 12 % 3) {
                        case 0 -> MEDIA.subList(0, 1);
                        case 1 -> MEDIA.subList(1, 2);
                        default -> MEDIA;
                    };
            Grading.Basis basis = act / 36 == 0 ? Grading.Basis.STACK : Grading.Basis.ADJUDICATION;
            boolean takesBack = act / 36 == 2;
            String grader = GRADERS.get(act % 4);
            boolean refused = false;
            try {
                if (takesBack) {
                    grades.takeBack(new Grades.TakingBack(caseId, "uk-2014", grader, null, "a slip"), items);
                } else {
                    grades.append(
                            new Grading(caseId, "uk-2014", CODES.get(act / 4 % 3), grader, null, basis, "why"), items);
                }
            } catch (GradingException mayNot) {
                refused = true;
            }
            List<String> open =
                    grades.openConflicts(caseId).stream().map(Conflict::sha256).toList();
            for (String media : MEDIA) {
                List<Grade> now = grades.history(caseId, media);
                assertThat(now.subList(0, Math.min(now.size(), before.get(media).size())))
                        .as("what was written stays as it was")
                        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("takenBackAt")
                        .isEqualTo(before.get(media));
                assertThat(counting(now, grader) == 0 || !takesBack || refused || !items.contains(media))
                        .as("nothing of who took it back counts")
                        .isTrue();
                assertThat(GRADERS)
                        .filteredOn(g -> !g.equals(grader) || !takesBack)
                        .as("nobody else's word is touched")
                        .allMatch(g -> counting(now, g) >= counting(before.get(media), g));
                assertThat(now.size() - before.get(media).size())
                        .as("one grade an item at most, and none to an item that was not named")
                        .isLessThanOrEqualTo(!refused && !takesBack && items.contains(media) ? 1 : 0);
                assertThat(open.contains(media)).isEqualTo(differ(now));
                assertThat(grades.standing(caseId, media, "uk-2014").isPresent())
                        .isEqualTo(now.stream().anyMatch(g -> g.takenBackAt() == null) && !differ(now));
                before.put(media, now);
            }
        }
    }

    private static long counting(List<Grade> rows, String grader) {
        return rows.stream()
                .filter(r -> r.takenBackAt() == null && r.grader().equals(grader))
                .count();
    }

    private static long aCase() {
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-" + System.nanoTime(), "ABC/1", "examiner")
                .id();
        new Media(DATABASE.dataSource(), DATABASE.transactions())
                .record(exhibit, Stream.of(found("a", "/a.jpg"), found("b", "/b.jpg")));
        return DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
    }
}
