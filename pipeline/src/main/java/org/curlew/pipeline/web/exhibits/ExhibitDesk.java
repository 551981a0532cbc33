package org.curlew.pipeline.web.exhibits;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceContents;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.devices.Unopened;
import org.curlew.pipeline.images.ImageFacts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.stages.Intake;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Lookups.ExhibitLine;
import org.curlew.pipeline.web.queue.QueueDesk;
import org.curlew.pipeline.worker.Worker;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.queue.RankedExhibit;
import org.curlew.triage.register.ExhibitFile.CustodyTransfer;
import org.curlew.triage.register.ExhibitFile.ExhibitDecision;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All that is known of one exhibit, for those who may see its case. */
@Service
@ConditionalOnWebApplication
public class ExhibitDesk {

    private static final int GAPS = 200;

    private final CaseAccess access;
    private final Lookups lookups;
    private final QueueDesk queue;
    private final Register register;
    private final Exhibits exhibits;
    private final Acquisitions acquisitions;
    private final DeviceContents contents;
    private final DeviceTotals totals;
    private final SetsUsed sets;
    private final StageRuns runs;
    private final Intake intake;
    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final Clock clock;

    ExhibitDesk(
            CaseAccess access,
            Lookups lookups,
            QueueDesk queue,
            Register register,
            Exhibits exhibits,
            Acquisitions acquisitions,
            DeviceContents contents,
            DeviceTotals totals,
            SetsUsed sets,
            StageRuns runs,
            Intake intake,
            Ledger ledger,
            JdbcClient jdbc,
            Clock clock) {
        this.access = access;
        this.lookups = lookups;
        this.queue = queue;
        this.register = register;
        this.exhibits = exhibits;
        this.acquisitions = acquisitions;
        this.contents = contents;
        this.totals = totals;
        this.sets = sets;
        this.runs = runs;
        this.intake = intake;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What the machine found on the image; only there once an image was given to it.
     *
     * @param complete every byte range and file is accounted for, and the screening has ended
     * @param unopened files that may hold pictures and were not opened, counted by kind in words; empty for none
     * @param screened the screening has ended; before that, nothing is said of what was not found
     * @param gapsShown the first gaps; gapsThatCount tells them all
     */
    public record Screening(
            Acquisition acquisition,
            Acquisitions.Media media,
            String damage,
            List<Worker.Volume> volumes,
            DeviceTotals.Files files,
            DeviceTotals.Media pictures,
            String unopened,
            List<SetsUsed.SetTotals> sets,
            List<Worker.Gap> gapsShown,
            long gaps,
            long gapsThatCount,
            List<StageRuns.StageRun> runs,
            boolean screened,
            boolean complete,
            boolean finished) {

        public long illegal() {
            return sets.stream()
                    .filter(s -> s.role().equals("illegal"))
                    .mapToLong(SetsUsed.SetTotals::exact)
                    .sum();
        }
    }

    /** What may be said of the screening, in one sentence; "no hits" only where something was looked for, everywhere. */
    public static String certificate(Screening s) {
        if (!s.screened()) {
            return "The screening has not ended: nothing can be said of what is not listed.";
        }
        boolean compared = s.sets().stream().anyMatch(set -> set.role().equals("illegal"));
        if (!compared) {
            return "No illegal hash set was used: nothing was looked for, and this is not a negative result.";
        }
        String hits = s.illegal() == 0
                ? s.complete() ? "no file matches an illegal set" : "no file that was read matches an illegal set"
                : s.illegal() == 1 ? "1 file matches an illegal set" : s.illegal() + " files match an illegal set";
        String closed =
                s.unopened().isEmpty() ? "" : " Not opened, so what is inside was not compared: " + s.unopened() + ".";
        return s.complete()
                ? "Screened completely; " + hits + "." + closed
                : "Screened in part; " + hits + ", and "
                        + (s.gapsThatCount() == 1 ? "1 part was" : s.gapsThatCount() + " parts were")
                        + " not looked at." + closed;
    }

    /** One line of the chronology. */
    public record Happened(Instant at, String what, String who, String why) {}

    /** The whole page. */
    public record Shown(
            ExhibitLine line,
            Optional<RankedExhibit> rank,
            ExhibitDetails details,
            Screening screening,
            List<Happened> chronology) {}

    public Shown show(Viewer viewer, long exhibitId) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.require(viewer, line.caseId(), line.reference(), "exhibit", List.of());
        List<ExhibitDetails> details =
                register.list(ExhibitDetails.class, Register.Filter.ofExhibit(exhibitId)).stream()
                        .map(v -> v.entry())
                        .toList();
        return new Shown(
                line,
                queue.find(exhibitId),
                details.isEmpty() ? null : details.getLast(),
                line.acquisition() == null ? null : screening(line.acquisition()),
                chronology(exhibitId));
    }

    /** The acquisition whose files the person asks for. */
    public long acquisition(Viewer viewer, long exhibitId, String what) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.require(viewer, line.caseId(), line.reference(), what, List.of());
        if (line.acquisition() == null) {
            throw new org.curlew.pipeline.web.NotFoundException(
                    "No image of this exhibit was given to the machine yet: put it into the landing folder");
        }
        return line.acquisition();
    }

    /** The exhibit, for a part of a page whose look is noted already. */
    public ExhibitLine line(Viewer viewer, long exhibitId) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.check(viewer, line.caseId());
        return line;
    }

    /** Whether the case is open to the person now; notes no look. */
    public boolean isOpenTo(Viewer viewer, long caseId) {
        return access.visibleTo(viewer).test(caseId);
    }

    /** Adds a note; it stays as written. */
    @Transactional
    public void note(Viewer viewer, long exhibitId, String text) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.requireToChange(viewer, line.caseId(), "note on " + line.reference());
        if (text == null || text.isBlank() || text.length() > 10_000) {
            throw new RegisterException("Note", "text", "write between 1 and 10,000 characters");
        }
        jdbc.sql("insert into exhibit_note (exhibit_id, at, author, text) values (?, ?, ?, ?)")
                .params(
                        exhibitId,
                        Times.utc(clock.instant()),
                        viewer.name(),
                        text.strip().replace('\0', '\u2400'))
                .update();
        ledger.append(entry(viewer, line, "EXHIBIT_NOTE"));
    }

    /** Records a hand-over. */
    @Transactional
    public void transfer(Viewer viewer, long exhibitId, String to, String place, String reason, String seal) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.requireToChange(viewer, line.caseId(), "custody of " + line.reference());
        register.add(
                new CustodyTransfer(exhibitId, clock.instant(), viewer.displayName(), to, place, reason, seal),
                viewer.name(),
                "custody transfer");
    }

    /** Takes a failed exhibit's work up again. */
    @Transactional
    public void retry(Viewer viewer, long exhibitId) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.requireToChange(viewer, line.caseId(), "retry of " + line.reference());
        if (line.acquisition() == null || !"FAILED".equals(line.state())) {
            throw new RegisterException(
                    "Exhibit " + line.reference() + ": only work that failed is taken up again; it is " + line.state());
        }
        acquisitions.reopen(line.acquisition());
        if (!runs.done(line.acquisition(), "media-store")) {
            // its room was given back when it failed, and its data may have been disposed of since
            runs.again(line.acquisition(), "admission");
        }
        // the stages that are done are not run again and set no state anew
        exhibits.move(
                exhibitId,
                exhibits.reached(exhibitId).orElse(ExhibitState.QUEUED),
                viewer.name(),
                "work is taken up again");
        ledger.append(entry(viewer, line, "STAGE_RETRIED"));
        intake.send(line.acquisition());
    }

    private static LedgerEntry entry(Viewer viewer, ExhibitLine line, String kind) {
        return LedgerEntry.of(viewer.name(), kind, ProcessingAct.ALTERATION)
                .about("case:" + line.caseReference())
                .about("exhibit:" + line.reference());
    }

    private Screening screening(long acquisitionId) {
        Acquisition acquisition = acquisitions.find(acquisitionId);
        List<Worker.Gap> gaps = totals.gaps(acquisitionId);
        long counting = totals.gapsThatCount(acquisitionId);
        boolean screened = runs.done(acquisitionId, "triage");
        return new Screening(
                acquisition,
                acquisitions.media(acquisitionId),
                (String) acquisitions.facts(acquisitionId).get(ImageFacts.DAMAGE),
                contents.volumes(acquisitionId),
                totals.files(acquisitionId),
                totals.media(acquisitionId),
                Unopened.words(totals.unopened(acquisitionId)),
                sets.totals(acquisition),
                gaps.stream().limit(GAPS).toList(),
                gaps.size(),
                counting,
                runs.all(acquisitionId),
                screened,
                screened && counting == 0,
                intake.finished(acquisitionId));
    }

    private List<Happened> chronology(long exhibitId) {
        List<Happened> all = new ArrayList<>();
        exhibits.history(exhibitId)
                .forEach(s ->
                        all.add(new Happened(s.at().toInstant(), words(s.state().name()), s.actor(), s.reason())));
        register.list(CustodyTransfer.class, Register.Filter.ofExhibit(exhibitId)).stream()
                .map(v -> v.entry())
                .forEach(c -> all.add(new Happened(
                        c.at(),
                        "Handed over to " + c.to()
                                + (c.seal() == null || c.seal().isBlank() ? "" : ", seal " + c.seal()),
                        c.from(),
                        c.reason())));
        register.list(ExhibitDecision.class, Register.Filter.ofExhibit(exhibitId)).stream()
                .map(v -> v.entry())
                .forEach(d -> all.add(new Happened(
                        d.at(), "Decision: " + words(d.decision()), d.by() + ", " + d.rank(), d.reason())));
        jdbc.sql("select at, author, text from exhibit_note where exhibit_id = ? order by id")
                .param(exhibitId)
                .query((row, n) ->
                        new Happened(Times.instant(row, "at"), "Note", row.getString("author"), row.getString("text")))
                .list()
                .forEach(all::add);
        all.sort(Comparator.comparing(Happened::at).reversed());
        return all;
    }

    private static String words(String name) {
        String text = name.replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The states that need a person, with what the page says of each. */
    static final Map<String, String> NEEDS_A_PERSON = Map.of(
            "FAILED", "A stage failed. Read why, put it right, then take the work up again.",
            "QUARANTINED", "The image was not accepted. Read why, then give it again.",
            "VERIFY_FAILED",
                    "The image is not what was acquired, or is damaged. Acquire the device again if it is at hand.",
            "HELD_FOR_STORAGE", "There is no room. It starts by itself when there is; see Storage.",
            "PARTIAL", "Not everything could be read. What was not looked at is listed below.");
}
