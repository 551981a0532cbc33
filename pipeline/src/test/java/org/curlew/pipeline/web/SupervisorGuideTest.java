package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.intake.ImportFile;
import org.curlew.triage.intake.Importer;
import org.curlew.triage.register.Times;
import org.curlew.triage.reviews.Reviews;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the supervisor's guide promises and one sees only when following it. */
@WithServed
class SupervisorGuideTest {

    private static Served served;

    @BeforeAll
    static void a_second_supervisor() {
        served = Served.instance();
        served.person("colleague", "Cora Example", Set.of(Role.POLIT_SUPERVISOR), Set.of(Viewer.EVERY_TEAM));
    }

    @Test
    void what_a_colleague_writes_into_a_review_stands_in_the_ledger_with_the_colleagues_name() {
        long caseId = served.jdbc()
                .sql("select id from case_file where reference = 'SAMPLE-053'")
                .query(Long.class)
                .single();
        Reviews reviews = served.get(Reviews.class);
        long review = reviews.open(caseId)
                .orElseGet(() -> reviews.start(caseId, "supervisor"))
                .id();
        Visitor colleague = served.signedIn("colleague");
        String part = "/reviews/" + review + "/parts/2";
        colleague.get(part);
        assertThat(colleague
                        .post(part, Map.of("text-access", "Moved out on Monday"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(served.jdbc()
                        .sql("""
                        select distinct actor from (select kind, actor, subjects, details from ledger_pending
                                                    union all select kind, actor, subjects, details from ledger_entry) l
                        where kind = 'REVIEW_ANSWERED' and details like ?
                        """)
                        .param("%\"review\":" + review + "}%")
                        .query(String.class)
                        .list())
                .containsExactly("colleague");
    }

    @Test
    void who_turned_18_today_counts_as_a_child_no_longer_and_who_turns_18_tomorrow_still_does() {
        LocalDate today = LocalDate.now(Times.UK);
        assertThat(page("GROWN-1", today.minusYears(18)))
                .contains("is 18 by now and counts as a child no longer")
                .doesNotContain("no current verified plan");
        assertThat(page("GROWN-2", today.minusYears(18).plusDays(1)))
                .contains("1 child has no current verified plan", "no verified plan is current");
    }

    @Test
    void a_day_before_the_first_rank_is_unknown_and_not_an_empty_queue() {
        assertThat(served.signedIn("colleague")
                        .get("/queue/past?day=2019-02-01")
                        .body())
                .contains("Nothing is known of the queue on Fri 1 February 2019: the first exhibit was ranked here on")
                .doesNotContain("0 exhibits waited");
    }

    private static String page(String reference, LocalDate born) {
        Map<ImportFile, String> files = Map.of(
                ImportFile.CASES, "reference,offence,team,opened\n" + reference + ",IIOC,POLIT,02/03/2026\n",
                ImportFile.PEOPLE,
                        "reference,case,role,name,born\n" + reference + "-S," + reference
                                + ",SUSPECT,Aspen Example,1980-01-01\n" + reference + "-C," + reference
                                + ",CHILD,Iris Specimen," + born + "\n",
                ImportFile.ACCESS,
                        "suspect,child,kind,regular,verified_how,verified\n" + reference + "-S," + reference
                                + "-C,HOUSEHOLD,yes,school,02/03/2026\n");
        assertThat(served.get(Importer.class).load(files, "test").errors()).isEmpty();
        long id = served.jdbc()
                .sql("select id from case_file where reference = ?")
                .param(reference)
                .query(Long.class)
                .single();
        return served.signedIn("colleague").get("/cases/" + id).body();
    }
}
