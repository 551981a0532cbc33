package org.curlew.grading.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.curlew.triage.rules.RuleFileException;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.Test;

class GradingRulesTest {

    @Test
    void no_rule_shows_more_than_small_grey_and_blurred_for_a_grader() {
        for (String more :
                new String[] {"grey: false", "blurred: false", "silent: false", "contactSheetFirst: false"}) {
            String name = more.substring(0, more.indexOf(':'));
            assertThatThrownBy(() -> read(name + ": true", more))
                    .as(more)
                    .isInstanceOf(RuleFileException.class)
                    .hasMessageContaining("'display'");
        }
        assertThatThrownBy(() -> read("pixels: 160", "pixels: 640")).hasMessageContaining("a grader's own act");
        assertThat(read("awayMinutes: 10", "awayMinutes: 15").exposure().awayMinutes())
                .isEqualTo(15);
    }

    private static GradingRules read(String shipped, String changed) {
        String text = RuleFiles.shipped("grading.yaml");
        assertThat(text).contains(shipped);
        return RuleFiles.read("grading.yaml", text.replace(shipped, changed), GradingRules.class);
    }
}
