package org.curlew.triage.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curlew.triage.reviews.ReviewRules.Part;
import org.curlew.triage.rules.Mark;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every part of practice 3.5 as it is shipped: children first, forensics eighth. */
class ReviewRulesTest {

    private static final ReviewRules RULES =
            RuleFiles.read("reviews.yaml", RuleFiles.shipped("reviews.yaml"), ReviewRules.class);

    @ParameterizedTest(name = "{0}. {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1| Children| false| seen voice changed",
                "2| Suspect's access| false| access verified",
                "3| Risk| false| level change confidence",
                "4| Safeguarding plan| false| plan agencies response",
                "5| Release status| false| status next breaches",
                "6| KIRAT| false| kirat",
                "7| Lines of enquiry| false| enquiries direction checks",
                "8| Forensics| true| exhibits harm rerank",
                "9| Victim identification and CAID| true| unknown upload",
                "10| Victim| false| updates views support",
                "11| Suspect's welfare| false| contact triggers spoc",
                "12| Actions and decision| false| rationale"
            })
    void each_part_asks_what_the_table_asks(int number, String name, boolean forensic, String questions) {
        Part part = RULES.parts().get(number - 1);

        assertThat(part.number()).isEqualTo(number);
        assertThat(part.name()).isEqualTo(name);
        assertThat(part.forensic()).isEqualTo(forensic);
        assertThat(String.join(" ", part.questions().keySet())).isEqualTo(questions);
    }

    @Test
    void what_is_no_question_of_the_table_is_ours_and_stands_here() {
        assertThat(RULES.parts()).hasSize(12);
        assertThat(RULES.mark()).isEqualTo(Mark.PRIMARY);
        assertThat(RULES.childParts()).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(RULES.similarity()).isEqualTo(new ReviewRules.Similarity(0.85, Mark.JUDGEMENT));
        assertThat(RULES.defaultSlotsPerWorkingDay()).isEqualTo(4);
        assertThat(sorted(RULES.forensicWords()))
                .isEqualTo("await awaited awaiting backlog computer delay delayed device devices digital "
                        + "download examination examined exhibit exhibits extraction forensic forensics grading "
                        + "htcu htcuc hub imaging kiosk lab laptop outstanding phone phones queue result "
                        + "results still submitted tablet triage unit waiting");
        assertThat(sorted(RULES.personWords()))
                .isEqualTo("address baby boy care carer child children contact daughter family father girl he "
                        + "home mash mother partner plan risk safeguarding school seen she social son spoke "
                        + "spoken strategy suspect they victim visit visited");
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "number: 1, | number: 0, | parts row 1, field 'number': parts count from 1 without a gap",
                "number: 2, | number: 3, | parts row 2, field 'number': parts count from 1 without a gap",
                "number: 12, | number: 13, | parts row 12, field 'number'",
                "(?m)^  - .number: 12.*$ | ~~ | parts row 11, field 'number': a review has twelve parts",
                "questions: .kirat.*$ | questions: {}} | parts row 6, field 'questions': at least one",
                ", questions: .kirat.*$ | } | parts row 6, field 'questions': at least one",
                "childParts: .*$ | childParts: [] | field 'childParts': at least one part must be about children",
                "flagFrom: 0.85 | flagFrom: 0 | similarity, field 'flagFrom': must lie above 0 and not above 1",
                "flagFrom: 0.85 | flagFrom: 1.01 | similarity, field 'flagFrom': must lie above 0 and not above 1",
                "PerWorkingDay: 4 | PerWorkingDay: 0 | field 'defaultSlotsPerWorkingDay': must be above nought",
                "^childParts: .*$ | ~~ | must all be there",
                "^similarity: .*$ | ~~ | must all be there",
                "^forensicWords: .*$ | ~~ | must all be there",
                "^personWords: .*$ | ~~ | must all be there"
            })
    void a_file_that_leaves_something_out_is_refused_by_its_field(String part, String wrong, String message) {
        assertThatThrownBy(() -> changed(part, wrong)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"flagFrom: 0.85, flagFrom: 1", "flagFrom: 0.85, flagFrom: 0.01", "PerWorkingDay: 4, PerWorkingDay: 1"})
    void what_lies_at_the_edge_is_taken(String part, String edge) {
        assertThat(changed(part, edge).parts()).hasSize(12);
    }

    private static ReviewRules changed(String part, String other) {
        String text = Pattern.compile(part, Pattern.MULTILINE)
                .matcher(RuleFiles.shipped("reviews.yaml"))
                .replaceFirst(Matcher.quoteReplacement(other));
        assertThat(text).isNotEqualTo(RuleFiles.shipped("reviews.yaml"));
        return RuleFiles.read("reviews.yaml", text, ReviewRules.class);
    }

    private static String sorted(Set<String> words) {
        return String.join(" ", new TreeSet<>(words));
    }
}
