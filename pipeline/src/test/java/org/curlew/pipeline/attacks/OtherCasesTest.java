package org.curlew.pipeline.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Role;
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

    private static final String USER = "stranger";

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
        Accounts accounts = served.get(Accounts.class);
        Set<Role> roles = EnumSet.allOf(Role.class);
        // The auditor reads every case, by right.
        roles.remove(Role.AUDITOR);
        String password = accounts.create(USER, "Stranger Example", roles, Set.of("NOWHERE"), "test")
                .oneTimePassword();
        served.jdbc()
                .sql("update app_user set must_change = false where name = ?")
                .param(USER)
                .update();
        served.password(USER, password);
        stranger = served.signedIn(USER);
        served.get(Reviews.class).start(served.teamCase(), "supervisor");
    }

    private static Set<String> addresses() {
        return served.get(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .filter(i -> i.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(i -> i.getPatternValues().stream())
                .filter(p -> p.contains("{"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Long> ids(String query) {
        List<Long> all = served.jdbc().sql(query).query(Long.class).list();
        return all.size() <= 4 ? all : List.of(all.get(0), all.get(1), all.get(all.size() - 1));
    }

    /** The address with its case, exhibit or review filled in; the other parts name something that may exist. */
    private static String filled(String address, long id) {
        return address.replaceAll("\\{(id|caseId|exhibitId)}", Long.toString(id))
                .replace("{sha256}", "0".repeat(64))
                .replace("{kind}", "CaseDetails")
                .replace("{act}", "details")
                .replaceAll("\\{(suspect|person|ordinal|segment|number)}", "1")
                .replaceAll("/sfr1$", "/sfr1?form=HTML");
    }

    private static void refused(String path) {
        HttpResponse<String> answer = stranger.get(path);
        assertThat(answer.statusCode()).as(path).isIn(403, 404);
        assertThat(answer.body()).as(path).doesNotContain("SAMPLE-");
    }

    @Test
    void no_number_of_another_teams_case_opens_anything() {
        Set<String> left = addresses();
        Map<String, List<Long>> kinds = Map.of(
                "/cases/\\{|/grading/\\{|/reviews/case/",
                ids("select id from case_file where reference like 'SAMPLE-%' order by id"),
                "/exhibits/\\{|/queue/\\{",
                ids(
                        "select e.id from exhibit e join case_file c on c.id = e.case_id where c.reference like 'SAMPLE-%' order by 1"),
                "/reviews/\\{id}",
                ids(
                        "select r.id from review r join case_file c on c.id = r.case_id where c.reference like 'SAMPLE-%'"));
        kinds.forEach((pattern, ids) -> {
            assertThat(ids).as(pattern).isNotEmpty();
            Set<String> mine = left.stream()
                    .filter(a ->
                            java.util.regex.Pattern.compile(pattern).matcher(a).find())
                    .collect(Collectors.toSet());
            assertThat(mine).as(pattern).isNotEmpty();
            left.removeAll(mine);
            mine.forEach(address -> ids.forEach(id -> refused(filled(address, id))));
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
