package org.curlew.pipeline.web.grading;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.WorkList;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.pipeline.renditions.Drawing;
import org.curlew.pipeline.renditions.Playing;
import org.curlew.pipeline.renditions.Renditions;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.pipeline.web.Recent;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What a grader sees and does, in the cases open to them. No original byte leaves this class. */
@Service
@ConditionalOnWebApplication
public class GalleryDesk {

    /** Hides detail and leaves the scene. */
    private static final double BLUR = 0.03;

    /** So many of the next media, five screens of them, are held against each other for stacks: each is read while a grader waits. */
    private static final int LOOKED_AT = 300;

    /** Longer side of what is shown before any deliberate act, in pixels. */
    public static final int SMALL = 160;

    private static final long MOST_BYTES = 200L << 20;

    private static final String NOT_DRAWABLE = "its bytes are not in the media store, or are too large to draw";

    /** Seconds that are played at a time. */
    private static final int PART = 30;

    /** A week of film: no longer start is asked for. */
    private static final int MOST_PARTS = 20_000;

    private final CaseAccess access;
    private final Lookups lookups;
    private final WorkList work;
    private final WorkOrder order;
    private final Stacks stacks;
    private final Grades grades;
    private final Schemes schemes;
    private final Renditions renditions;
    private final ObjectProvider<MediaPacks> packs;
    private final ExposureClock exposure;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final String scheme;
    private final Recent<List<WorkList.Counts>> counts;

    GalleryDesk(
            CaseAccess access,
            Lookups lookups,
            WorkList work,
            WorkOrder order,
            Stacks stacks,
            Grades grades,
            Schemes schemes,
            Renditions renditions,
            ObjectProvider<MediaPacks> packs,
            ExposureClock exposure,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.access = access;
        this.lookups = lookups;
        this.work = work;
        this.order = order;
        this.stacks = stacks;
        this.grades = grades;
        this.schemes = schemes;
        this.renditions = renditions;
        this.packs = packs;
        this.exposure = exposure;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.scheme = scheme;
        this.counts = new Recent<>(work::counts, Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    /** A case's distinct media: left still need eyes, avoided were decided by a set alone, graded by a person. */
    public record CaseLine(long id, String reference, long left, long avoided, long graded, long all) {}

    /**
     * What stands above the gallery.
     *
     * @param counted whether the case was ever counted; if not, the counts are 0 and not to be shown
     */
    public record Head(long id, String reference, boolean counted, long left, long avoided) {}

    /** Cases with the instant they were counted at. */
    public record Cases(List<CaseLine> rows, Instant at) {}

    /** Cases with media that the person may see, those with work first. */
    public Cases cases(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        Recent.Held<List<WorkList.Counts>> held = counts.get();
        List<WorkList.Counts> mine =
                held.value().stream().filter(c -> visible.test(c.caseId())).toList();
        Map<Long, String> references =
                lookups.references(mine.stream().map(WorkList.Counts::caseId).toList());
        return new Cases(
                mine.stream()
                        .map(c -> new CaseLine(
                                c.caseId(), references.get(c.caseId()), c.left(), c.avoided(), c.graded(), c.all()))
                        .sorted(Comparator.comparing(CaseLine::left).reversed().thenComparing(CaseLine::id))
                        .toList(),
                held.at());
    }

    public Head head(Viewer viewer, long caseId) {
        String reference = open(viewer, caseId);
        return work.known(caseId)
                .map(known -> new Head(caseId, reference, true, known.left(), known.avoided()))
                .orElseGet(() -> new Head(caseId, reference, false, 0, 0));
    }

    /**
     * The reference of a case that is open to the person.
     *
     * @throws NotFoundException where there is no such case
     */
    public String open(Viewer viewer, long caseId) {
        String reference = lookups.caseReference(caseId);
        access.check(viewer, caseId);
        return reference;
    }

    public List<WorkList.Item> items(Viewer viewer, long caseId, int limit) {
        access.check(viewer, caseId);
        List<WorkList.Item> items = order.next(caseId, null, limit);
        access.require(
                viewer,
                caseId,
                null,
                "media to grade",
                items.stream().map(WorkList.Item::sha256).toList());
        return items;
    }

    /** What comes on a grader's screen; without media where they may not look now. */
    record Screen(List<Stack> stacks, ExposureClock.State state) {}

    /**
     * What needs eyes next, nearly equal pictures on one stack. Where it may be shown it is counted as the grader's time and noted as
     * looked at, both in one step: each step is a wait for the disk.
     *
     * @param further it comes on a screen that is there: what is on that is not counted again
     */
    Screen screen(Viewer viewer, Sitting sitting, int limit, boolean further) {
        access.check(viewer, sitting.caseId());
        List<Stack> stacked = stacks.of(order.next(sitting.caseId(), null, LOOKED_AT), limit);
        List<String> media = stacked.stream().map(Stack::sha256).toList();
        return transactions.execute(_ -> {
            ExposureClock.State state =
                    further ? exposure.further(sitting, media, SMALL) : exposure.look(sitting, media, SMALL);
            if (!state.mayLook()) {
                return new Screen(List.of(), state);
            }
            access.require(viewer, sitting.caseId(), null, "media to grade", media);
            return new Screen(stacked, state);
        });
    }

    public Scheme scheme() {
        return schemes.get(scheme);
    }

    /** Refuses a case that the person may not grade. */
    public void mayGrade(Viewer viewer, long caseId) {
        access.requireToChange(viewer, caseId, "grading");
    }

    /** A grader takes their own word on these media back; nothing is erased, and they are ungraded for that grader from then on. */
    public Grades.Outcome takeBack(Viewer viewer, long caseId, Collection<String> items, String reason, Long session) {
        access.requireToChange(viewer, caseId, "taking back");
        return grades.takeBack(new Grades.TakingBack(caseId, scheme, viewer.name(), session, reason), items);
    }

    /** Gives a grade; the time up to it is counted as the grader's time with what is graded. */
    @Transactional
    public Grades.Outcome grade(Viewer viewer, Sitting sitting, String code, Collection<String> items, String reason) {
        access.requireToChange(viewer, sitting.caseId(), "grades");
        Grading.Basis basis = items.size() > 1 ? Grading.Basis.STACK : Grading.Basis.VIEWED;
        Grades.Outcome outcome = grades.append(
                new Grading(sitting.caseId(), scheme, code, viewer.name(), sitting.session(), basis, reason), items);
        exposure.graded(sitting, items, SMALL);
        return outcome;
    }

    /**
     * A picture, small, grey and blurred unless more is revealed, which is noted.
     *
     * @throws NotFoundException where the media is not of the case, whatever else it is
     */
    Renditions.Drawn picture(Viewer viewer, Sitting sitting, String sha256, Reveal reveal)
            throws IOException, InterruptedException {
        long caseId = sitting.caseId();
        String mime = mime(viewer, caseId, sha256);
        boolean video = mime.startsWith("video/");
        int side = reveal.large() ? video ? 960 : 640 : SMALL;
        if (reveal.sharp() || reveal.colour()) {
            exposure.revealed(sitting, lookups.caseReference(caseId), sha256, reveal, side);
        } else if (reveal.large()) {
            exposure.enlarged(sitting, sha256, side);
            access.require(viewer, caseId, null, "media opened large", List.of(sha256));
        } else {
            exposure.small(sitting, sha256, side);
        }
        if (!video && !mime.startsWith("image/")) {
            return new Renditions.Drawn(null, "neither a picture nor a video: there is nothing to show");
        }
        MediaPacks store = packs.getObject();
        if (!drawable(store, sha256)) {
            return new Renditions.Drawn(null, NOT_DRAWABLE);
        }
        return renditions.draw(
                sha256, mime, new Drawing(side, reveal.sharp() ? 0 : BLUR, reveal.colour()), () -> store.read(sha256));
    }

    /**
     * A part of a video of the case, drawn anew; it ends with the time to the grader's break, and is noted as played before it is sent.
     *
     * @param part from 0, each of {@link #PART} seconds
     * @throws NotFoundException where the media is not of the case, whatever else it is
     */
    Renditions.Clip clip(Viewer viewer, Sitting sitting, String sha256, Reveal reveal, boolean sound, int part)
            throws IOException, InterruptedException {
        String mime = mime(viewer, sitting.caseId(), sha256);
        int seconds = (int) Math.clamp(exposure.untilBreak(sitting.grader()).toSeconds(), 1, PART);
        if (!mime.startsWith("video/")) {
            return new Renditions.Clip(null, 0, "it is no video: there is nothing to play");
        }
        MediaPacks store = packs.getObject();
        if (!drawable(store, sha256)) {
            return new Renditions.Clip(null, 0, NOT_DRAWABLE);
        }
        int side = reveal.large() ? 640 : 320;
        int from = Math.clamp(part, 0, MOST_PARTS) * PART;
        Drawing drawing = new Drawing(side, reveal.sharp() ? 0 : BLUR, reveal.colour());
        Renditions.Clip clip =
                renditions.play(mime, new Playing(drawing, sound, from, seconds), () -> store.read(sha256));
        if (clip.webm() != null) {
            exposure.played(
                    sitting,
                    lookups.caseReference(sitting.caseId()),
                    sha256,
                    reveal,
                    new ExposureClock.Played(sound, from, clip.seconds(), side));
        }
        return clip;
    }

    private static boolean drawable(MediaPacks store, String sha256) {
        return store.length(sha256).filter(n -> n <= MOST_BYTES).isPresent();
    }

    private String mime(Viewer viewer, long caseId, String sha256) {
        if (!access.visibleTo(viewer).test(caseId)) {
            throw new org.curlew.pipeline.security.NotForYouException(caseId);
        }
        String mime = sha256.matches("[0-9a-f]{64}") ? mime(caseId, sha256) : null;
        if (mime == null) {
            throw new NotFoundException("This media lies on no exhibit of the case");
        }
        return mime;
    }

    private String mime(long caseId, String sha256) {
        return jdbc.sql("""
                        select m.mime from content m
                        where m.sha256 = :sha256 and exists (
                            select from occurrence o join exhibit e on e.id = o.exhibit_id
                            where o.sha256 = m.sha256 and e.case_id = :case)
                        """)
                .param("sha256", HexFormat.of().parseHex(sha256))
                .param("case", caseId)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
