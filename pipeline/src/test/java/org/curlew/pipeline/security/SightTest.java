package org.curlew.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.curlew.pipeline.security.CaseTeams.Belonging;
import org.junit.jupiter.api.Test;

/** What is kept for one sight is given to whoever has an equal one: two that allow other cases must never be equal. */
class SightTest {

    private static final Map<Long, Belonging> CASES =
            Map.of(1L, new Belonging("POLIT", Set.of()), 2L, new Belonging("", Set.of()));

    private static Sight.Own own(String name, Set<String> teams, boolean takesTeamless) {
        return new Sight.Own(name, teams, takesTeamless, CASES);
    }

    @Test
    void the_same_person_with_the_same_cases_opened_has_an_equal_sight() {
        assertThat(new Sight(own("a", Set.of("POLIT"), true), Set.of(5L)))
                .isEqualTo(new Sight(own("a", Set.of("POLIT"), true), Set.of(5L)))
                .hasSameHashCodeAs(new Sight(own("a", Set.of("POLIT"), true), Set.of(5L)));
    }

    @Test
    void a_grant_that_ended_another_person_team_or_role_and_another_reading_make_another_sight() {
        Sight sight = new Sight(own("a", Set.of("POLIT"), true), Set.of(5L));

        assertThat(sight).isNotEqualTo(new Sight(own("a", Set.of("POLIT"), true), Set.of()));
        assertThat(sight).isNotEqualTo(new Sight(own("b", Set.of("POLIT"), true), Set.of(5L)));
        assertThat(sight).isNotEqualTo(new Sight(own("a", Set.of(), true), Set.of(5L)));
        assertThat(sight).isNotEqualTo(new Sight(own("a", Set.of("POLIT"), false), Set.of(5L)));
        assertThat(sight)
                .isNotEqualTo(new Sight(new Sight.Own("a", Set.of("POLIT"), true, new HashMap<>(CASES)), Set.of(5L)));
        assertThat(sight).isNotEqualTo(Sight.OF_EVERYTHING);
    }

    @Test
    void what_is_seen_is_the_teams_cases_those_without_a_team_and_those_opened() {
        Sight sight = new Sight(own("a", Set.of("POLIT"), true), Set.of(5L));

        assertThat(sight.test(1)).isTrue();
        assertThat(sight.test(2)).isTrue();
        assertThat(sight.test(5)).isTrue();
        assertThat(new Sight(own("a", Set.of(), false), Set.of()).test(1)).isFalse();
        assertThat(new Sight(own("a", Set.of(), false), Set.of()).test(2)).isFalse();
    }
}
