package org.curlew.pipeline.web.storage;

import java.time.LocalDate;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.stages.ExhibitMedia;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.storage.retention.CaseFacts;
import org.curlew.storage.retention.Disposal;
import org.curlew.storage.retention.Disposals;
import org.curlew.storage.retention.Retention;
import org.curlew.storage.retention.RetentionClass;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Review and disposal of what is kept, in the cases that the person may see. */
@Service
@ConditionalOnWebApplication
class RetentionDesk {

    private final CaseAccess access;
    private final Lookups lookups;
    private final Retention retention;
    private final ObjectProvider<Disposals> disposals;
    private final ExhibitMedia media;

    RetentionDesk(
            CaseAccess access,
            Lookups lookups,
            Retention retention,
            ObjectProvider<Disposals> disposals,
            ExhibitMedia media) {
        this.access = access;
        this.lookups = lookups;
        this.retention = retention;
        this.disposals = disposals;
        this.media = media;
    }

    /** What disposal would free. */
    public record Totals(long items, long bytes, long proposed) {}

    /** Something that has come up for review; bytes that its disposal frees, 0 for what is only reviewed. */
    public record Up(Retention.Standing standing, long frees) {

        public boolean disposable() {
            return standing.item().of() == RetentionClass.EXTRACTED_DATA;
        }
    }

    /** A disposal that someone proposed; mine where the person who looks did, and so may not approve it. */
    public record Proposed(Disposal disposal, Retention.Item item, boolean mine, long frees) {}

    Totals totals() {
        List<Retention.Standing> up = retention.reviewQueue().stream()
                .filter(s -> s.item().of() == RetentionClass.EXTRACTED_DATA)
                .toList();
        return new Totals(
                up.size(),
                up.stream().mapToLong(s -> frees(s.item())).sum(),
                disposals.getObject().proposed().size());
    }

    List<Up> queue(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        return retention.reviewQueue().stream()
                .filter(s -> visible.test(s.item().caseId()))
                .map(s -> new Up(s, frees(s.item())))
                .toList();
    }

    List<Proposed> proposed(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        return disposals.getObject().proposed().stream()
                .map(d -> proposed(viewer, d))
                .filter(p -> visible.test(p.item().caseId()))
                .toList();
    }

    /** Disposals that two people agreed to and that are not done, with what they wait for. */
    List<Proposed> atWork(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        return disposals.getObject().unfinished().stream()
                .map(d -> proposed(viewer, d))
                .filter(p -> visible.test(p.item().caseId()))
                .toList();
    }

    void propose(Viewer viewer, long item, String reason) {
        requireToChange(viewer, item);
        disposals.getObject().propose(item, viewer.name(), reason);
    }

    void keep(Viewer viewer, long item, LocalDate until, String reason) {
        requireToChange(viewer, item);
        retention.keepUntil(item, until, viewer.name(), reason);
    }

    void decide(Viewer viewer, long disposal, boolean approve, String reason) {
        requireToChange(viewer, disposals.getObject().find(disposal).itemId());
        if (approve) {
            disposals.getObject().approve(disposal, viewer.name(), reason);
        } else {
            disposals.getObject().refuse(disposal, viewer.name(), reason);
        }
    }

    /** How the case ended: the date until which its data is kept follows from it. */
    void outcome(Viewer viewer, long caseId, CaseFacts facts, String note) {
        access.requireToChange(viewer, caseId, "outcome");
        retention.outcome(caseId, facts, viewer.name(), note);
    }

    /** @param exhibitId null for the whole case */
    void hold(Viewer viewer, long caseId, Long exhibitId, String reason) {
        access.requireToChange(viewer, caseId, "legal hold");
        if (exhibitId != null && lookups.exhibit(exhibitId).caseId() != caseId) {
            throw new NotFoundException("There is no such exhibit in this case");
        }
        retention.hold(caseId, exhibitId, viewer.name(), reason);
    }

    void lift(Viewer viewer, long caseId, long hold, String reason) {
        access.requireToChange(viewer, caseId, "legal hold lifted");
        if (retention.holds(caseId).stream().noneMatch(h -> h.id() == hold)) {
            throw new NotFoundException("There is no such legal hold on this case");
        }
        retention.lift(hold, viewer.name(), reason);
    }

    /** How a case stands and what is kept of it. */
    public record CaseShown(
            CaseFacts facts,
            List<Retention.Standing> kept,
            List<Retention.Hold> holds,
            List<Lookups.ExhibitLine> exhibits) {

        /** What the holds mean, in words. */
        public String held() {
            return holds.isEmpty()
                    ? "no legal hold is in force"
                    : holds.stream().anyMatch(h -> h.exhibitId() == null)
                            ? "a legal hold on the whole case is in force: nothing is disposed of"
                            : "a legal hold is in force on "
                                    + holds.stream().map(this::of).distinct().collect(Collectors.joining(", "))
                                    + ": nothing of that is disposed of";
        }

        /** What a hold is on, in words. */
        public String of(Retention.Hold hold) {
            return hold.exhibitId() == null
                    ? "whole case"
                    : exhibits.stream()
                            .filter(e -> e.id() == hold.exhibitId())
                            .map(Lookups.ExhibitLine::reference)
                            .findFirst()
                            .orElse("an exhibit that moved to another case");
        }
    }

    CaseShown ofCase(Viewer viewer, long caseId) {
        access.require(viewer, caseId, "retention");
        return new CaseShown(
                retention.facts(caseId), retention.ofCase(caseId), retention.holds(caseId), lookups.exhibitsOf(caseId));
    }

    private Proposed proposed(Viewer viewer, Disposal disposal) {
        Retention.Item item = retention.item(disposal.itemId());
        return new Proposed(disposal, item, disposal.proposedBy().equals(viewer.name()), frees(item));
    }

    private void requireToChange(Viewer viewer, long item) {
        access.requireToChange(viewer, retention.item(item).caseId(), "retention");
    }

    private long frees(Retention.Item item) {
        return item.exhibitId() == null ? 0 : media.onlyOn(item.exhibitId());
    }
}
