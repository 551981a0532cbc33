package org.curlew.triage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.curlew.triage.obligations.World;
import org.curlew.triage.queue.RankedExhibit;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Referrals.Warrant;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.junit.jupiter.api.Test;

class SampleForceTest {

    private final World world = new World();
    private final Importer importer = world.get(Importer.class);
    private final SampleForce force = world.get(SampleForce.class);

    @Test
    void the_sample_force_has_the_figures_of_the_inspection_and_comes_in_only_once() {
        ImportResult first = force.load("demo");

        assertThat(first.errors()).isEmpty();
        assertThat(first.imported()).isTrue();
        assertThat(world.queue.list()).hasSize(624);
        assertThat(world.register.list(CaseDetails.class, Filter.ALL)).hasSize(181);
        assertThat(world.register.list(ReleaseStatus.class, Filter.ALL).stream()
                        .filter(v -> v.entry().kind() == ReleaseKind.RUI))
                .hasSize(121);
        assertThat(world.register.list(Warrant.class, Filter.ALL)).hasSize(12);
        assertThat(world.register.list(Referral.class, Filter.ALL)).hasSize(25);
        assertThat(world.queue.list())
                .allSatisfy(r -> assertThat(r.sentence()).startsWith(r.band().name()));

        assertThat(world.queue.list().stream()
                        .limit(20)
                        .map(RankedExhibit::sentence)
                        .distinct())
                .as("the first rows do not all read alike")
                .hasSizeGreaterThanOrEqualTo(15);

        ImportResult again = force.load("demo");
        assertThat(again.added()).isZero();
        assertThat(again.changed()).isZero();

        var run = world.obligations.tick();
        assertThat(world.obligations.overdue("rui-reassessment")).hasSizeGreaterThan(40);
        assertThat(run.raised()).isPositive();
        assertThat(world.obligations.tick().raised())
                .as("a second run raises nothing again")
                .isZero();
        world.clock.forward(Duration.ofDays(1));
        assertThat(world.queue.rerankAll("night", "queue")).isPositive();
    }

    @Test
    void a_dry_run_says_what_would_happen_and_leaves_nothing() {
        ImportResult result = importer.dryRun(SampleForce.files(world.clock.instant(), 1), "demo");

        assertThat(result.errors()).isEmpty();
        assertThat(result.added()).isGreaterThan(1000);
        assertThat(world.queue.list()).isEmpty();
        assertThat(world.register.list(CaseDetails.class, Filter.ALL)).isEmpty();
    }

    @Test
    void one_bad_row_is_named_by_file_row_and_field_and_nothing_is_imported() {
        Map<ImportFile, String> files = new EnumMap<>(SampleForce.files(world.clock.instant(), 1));
        files.merge(
                ImportFile.RUI_REGISTER,
                "",
                (sheet, none) -> sheet.replaceFirst("(SAMPLE-001,S-1,RUI,)[^,]*", "$12035-01-01 10:00"));
        files.merge(
                ImportFile.PEOPLE,
                "",
                (sheet, none) -> sheet + "X-1,SAMPLE-001,OTHER,Thistle Example,2031-01-01,yes,,,,,\n");

        ImportResult result = importer.load(files, "demo");

        assertThat(result.errors())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "rui_register row 2, at: lies before arrestedAt",
                        "people row "
                                + (1
                                        + SampleForce.files(world.clock.instant(), 1)
                                                .get(ImportFile.PEOPLE)
                                                .lines()
                                                .count())
                                + ", born: lies in the future");
        assertThat(world.register.list(CaseDetails.class, Filter.ALL)).isEmpty();
    }
}
