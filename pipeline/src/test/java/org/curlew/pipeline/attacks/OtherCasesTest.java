package org.curlew.pipeline.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.reviews.Reviews;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Somebody with every role and no team tries each number of each case, exhibit, review and entry of the sample force on each
 * address that takes it. The addresses are found by reflection; of each kind the first and the last few numbers are tried.
 */
@WithServed
class OtherCasesTest {

    /** Addresses with a part that names nothing of a case. */
    private static final Set<String> OF_NO_CASE = Set.of(
            "/administration/hash-sets/{version}",
            "/administration/rules/{kind}/{version}",
            "/administration/users/{name}",
            "/api/v1/grading/records/{grader}",
            "/api/v1/hash-sets/{version}/files",
            "/api/v1/hash-sets/{version}/rejected",
            "/api/v1/rules/{kind}",
            "/assets/{name}",
            "/suspects/due/{rules}");

    /** The sample force has none of these, so there is no number to try. */
    private static final Set<String> NONE_IN_THE_FORCE = Set.of(
            "/api/v1/proportionate/{id}/sample",
            "/api/v1/releases/{id}",
            "/second-grading/{id}",
            "/second-grading/{id}/items");

    private static Served served;
    private static Visitor stranger;

    @BeforeAll
    static void serve() {
        served = Served.instance();
        stranger = Stranger.signedIn(served);
        served.get(Reviews.class).start(served.teamCase(), "supervisor");
    }

    private static Set<String> addresses() {
        return served.get(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .filter(i -> i.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(i -> i.getPatternValues().stream())
                .filter(p -> p.contains("{"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void refused(String path) {
        HttpResponse<String> answer = stranger.get(path);
        assertThat(answer.statusCode()).as(path).isIn(403, 404);
        assertThat(answer.body()).as(path).doesNotContain("SAMPLE-");
    }

    @Test
    void no_number_of_another_teams_case_opens_anything() {
        Set<String> left = addresses();
        Map<String, List<Long>> kinds = Stranger.numbers(served);
        kinds.forEach((pattern, ids) -> {
            assertThat(ids).as(pattern).isNotEmpty();
            Set<String> mine = left.stream()
                    .filter(a ->
                            java.util.regex.Pattern.compile(pattern).matcher(a).find())
                    .collect(Collectors.toSet());
            assertThat(mine).as(pattern).isNotEmpty();
            left.removeAll(mine);
            mine.forEach(address -> ids.forEach(id -> refused(Stranger.filled(address, id))));
        });
        left.removeIf(a -> a.startsWith("/api/v1/register/{kind}/{id}"));
        left.removeAll(OF_NO_CASE);
        left.removeAll(NONE_IN_THE_FORCE);
        assertThat(left).as("addresses with a number that no walk covers").isEmpty();
    }

    @Test
    void no_entry_of_another_teams_case_is_read_by_its_number() {
        record Entry(String kind, long id) {}
        List<Entry> entries = served.jdbc().sql("""
                        select distinct v.kind, v.entry_id as id from register_version v
                        left join exhibit e on e.id = v.exhibit_id
                        join case_file c on c.id = coalesce(v.case_id, e.case_id)
                        where c.reference like 'SAMPLE-%' and v.entry_id % 17 = 0 order by 2
                        """).query(Entry.class).list();
        assertThat(entries).hasSizeGreaterThan(30);
        entries.forEach(e -> refused("/api/v1/register/" + e.kind + "/" + e.id));
    }

    @Test
    void the_same_numbers_open_for_those_whose_cases_they_are() {
        long caseId = served.teamCase();
        Visitor supervisor = served.signedIn("supervisor");
        assertThat(supervisor.get("/cases/" + caseId).statusCode()).isEqualTo(200);
        assertThat(supervisor.get("/api/v1/cases/" + caseId).statusCode()).isEqualTo(200);
    }
}
