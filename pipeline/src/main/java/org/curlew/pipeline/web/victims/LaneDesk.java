package org.curlew.pipeline.web.victims;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.curlew.grading.caid.Uploads;
import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.victims.VictimLane;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The lane of victim identification in the cases that the person may see; the lane writes its own entries in the ledger. */
@Service
@ConditionalOnWebApplication
public class LaneDesk {

    /** Each case is counted by itself. */
    public static final int MOST_CASES = 50;

    private final CaseAccess access;
    private final Lookups lookups;
    private final VictimLane lane;
    private final Uploads uploads;
    private final Schemes schemes;
    private final RuleBook rules;
    private final Clock clock;
    private final String scheme;

    LaneDesk(
            CaseAccess access,
            Lookups lookups,
            VictimLane lane,
            Uploads uploads,
            Schemes schemes,
            RuleBook rules,
            Clock clock,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.access = access;
        this.lookups = lookups;
        this.lane = lane;
        this.uploads = uploads;
        this.schemes = schemes;
        this.rules = rules;
        this.clock = clock;
        this.scheme = scheme;
    }

    /** What a person can say of a content of the lane. */
    public enum Say {
        TAKE("Take it: I own this one"),
        UK_CHILD_POSSIBLE("The child may be in the UK"),
        SAFEGUARDING_STARTED("Safeguarding began"),
        NOT_IN_UK("The child is not in the UK"),
        IDENTIFIED("The victim is identified"),
        NOT_IDENTIFIABLE("Everything was tried");

        private final String words;

        Say(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** A content of the lane, with its case; late where nobody took it in time. */
    public record Row(VictimLane.Item item, String caseReference, boolean late) {}

    /** A case that is on its way to CAID; awaiting are media in no bundle, overdue since when the oldest of them waits too long. */
    public record CaseLine(long id, String reference, Uploads.Counts counts, OffsetDateTime overdueSince) {}

    /** Media of the lane of all cases open to the person: what may be a child in the UK first, then the oldest. */
    public List<Row> lane(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        List<VictimLane.Item> items = lane.open(null, scheme).stream()
                .filter(i -> visible.test(i.caseId()))
                .toList();
        Map<Long, String> references = lookups.references(
                items.stream().map(VictimLane.Item::caseId).distinct().toList());
        var limit = clock.instant().minus(VictimLane.OWNER_WITHIN);
        return items.stream()
                .map(i -> new Row(
                        i,
                        references.get(i.caseId()),
                        i.owner() == null && i.since().toInstant().isBefore(limit)))
                .sorted(Comparator.comparing((Row r) -> !r.item().ukChildPossible())
                        .thenComparing(r -> r.item().since()))
                .toList();
    }

    /** Where the media of these cases stand, the longest overdue first; at most {@link #MOST_CASES}. */
    public List<CaseLine> uploads(Viewer viewer, List<Long> cases) {
        LongPredicate visible = access.visibleTo(viewer);
        Scheme numbers = schemes.get(scheme);
        Map<Long, OffsetDateTime> overdue = uploads.overdue(alarmLimit(), exportable(), scheme).stream()
                .collect(Collectors.toMap(Uploads.Overdue::caseId, Uploads.Overdue::oldest, (a, b) -> a));
        Map<Long, String> references = lookups.references(cases);
        // The order is known before the counts, so that only what is shown is counted.
        return cases.stream()
                .filter(visible::test)
                .sorted(Comparator.comparing(overdue::get, Comparator.nullsLast(Comparator.naturalOrder())))
                .limit(MOST_CASES)
                .map(c -> new CaseLine(c, references.get(c), uploads.counts(c, numbers), overdue.get(c)))
                .toList();
    }

    private Instant alarmLimit() {
        return rules.inForce(GradingRules.KIND, GradingRules.class).upload().alarmLimit(clock.instant());
    }

    /** Where one case stands. */
    public CaseLine upload(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "uploads");
        return uploads(viewer, List.of(caseId)).getFirst();
    }

    public List<VictimLane.SeriesLeft> series(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "series");
        return lane.bySeries(caseId, scheme);
    }

    /** SHA-256 of media that CAID rejected and that have not gone out again. */
    public List<Uploads.Rejected> rejected(Viewer viewer, long caseId) {
        access.require(viewer, caseId, "rejected media");
        return uploads.rejected(caseId);
    }

    /**
     * Why a content is in the lane and what was done about it.
     *
     * @param item null once it has left the lane
     */
    public record Media(
            String caseReference, VictimLane.Item item, List<String> reasons, List<VictimLane.Act> history) {}

    public Media media(Viewer viewer, long caseId, String sha256) {
        String reference = lookups.caseReference(caseId);
        access.require(viewer, caseId, "media " + sha256);
        VictimLane.Item item = lane.open(caseId, scheme).stream()
                .filter(i -> i.sha256().equals(sha256))
                .findFirst()
                .orElse(null);
        List<VictimLane.Act> history = sha256.matches("[0-9a-f]{64}") ? lane.history(caseId, sha256) : List.of();
        if (item == null && history.isEmpty()) {
            throw new NotFoundException("This media is not in the lane of the case");
        }
        return new Media(reference, item, lane.explain(caseId, sha256), history);
    }

    @Transactional
    public void say(Viewer viewer, long caseId, String sha256, Say say, String text) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, "victim identification");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new NotFoundException("This media is not in the lane of the case");
        }
        String actor = viewer.name();
        switch (say) {
            case TAKE -> lane.own(caseId, sha256, actor, actor);
            case UK_CHILD_POSSIBLE -> lane.ukChildPossible(caseId, sha256, text, actor);
            case SAFEGUARDING_STARTED -> lane.safeguardingStarted(caseId, sha256, text, actor);
            case NOT_IN_UK -> lane.notInUk(caseId, sha256, text, actor);
            case IDENTIFIED -> lane.identified(caseId, sha256, text, actor);
            case NOT_IDENTIFIABLE -> lane.notIdentifiable(caseId, sha256, text, actor);
        }
    }

    public String scheme() {
        return scheme;
    }

    private List<Integer> exportable() {
        return schemes.get(scheme).categories().stream()
                .filter(Category::exportable)
                .map(Category::number)
                .toList();
    }
}
