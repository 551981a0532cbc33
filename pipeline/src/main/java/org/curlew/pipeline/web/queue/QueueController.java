package org.curlew.pipeline.web.queue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.stages.ProgressBoard;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Slice;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.RankedExhibit;
import org.curlew.triage.register.Times;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "What do I do now, and why this one?" */
@Page
class QueueController {

    private static final int ROWS = 50;
    private static final int WORK = 25;

    private final QueueDesk desk;
    private final Lookups lookups;
    private final CaseAccess access;
    private final ProgressBoard board;
    private final Clock clock;

    QueueController(QueueDesk desk, Lookups lookups, CaseAccess access, ProgressBoard board, Clock clock) {
        this.clock = clock;
        this.desk = desk;
        this.lookups = lookups;
        this.access = access;
        this.board = board;
    }

    /** An exhibit at work with how far it is. */
    record AtWork(Lookups.ExhibitLine line, ProgressBoard.Snapshot progress) {}

    @GetMapping("/queue")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.COMMAND, Role.VIO, Role.AUDITOR})
    String queue(
            Viewer viewer,
            @RequestParam(required = false) Band band,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        QueueDesk.Listed listed = desk.list(viewer);
        List<RankedExhibit> all = overdue ? listed.late() : listed.rows();
        List<RankedExhibit> rows =
                band == null ? all : all.stream().filter(r -> r.band() == band).toList();
        model.addAttribute("listed", listed);
        model.addAttribute("late", listed.late().size());
        model.addAttribute("bands", listed.waiting());
        model.addAttribute("band", band);
        model.addAttribute("overdue", overdue);
        model.addAttribute("slice", Slice.of(rows, page, ROWS));
        return "queue/queue";
    }

    @GetMapping("/queue/past")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.COMMAND, Role.VIO, Role.AUDITOR})
    String past(
            Viewer viewer,
            @RequestParam(required = false) LocalDate day,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        LocalDate shown = day == null ? LocalDate.ofInstant(clock.instant(), Times.UK) : day;
        Instant end = shown.plusDays(1).atStartOfDay(Times.UK).toInstant().minusMillis(1);
        QueueDesk.Listed listed = desk.asOf(viewer, end);
        model.addAttribute("day", shown);
        model.addAttribute("since", desk.rankedSince().filter(end::isBefore).orElse(null));
        model.addAttribute("listed", listed);
        model.addAttribute("slice", Slice.of(listed.rows(), page, ROWS));
        return "queue/past";
    }

    @GetMapping("/examiner")
    @Allowed(Role.EXAMINER)
    String examiner(Viewer viewer, Model model) {
        QueueDesk.Listed listed = desk.list(viewer);
        LongPredicate visible = access.visibleTo(viewer);
        model.addAttribute("listed", listed);
        model.addAttribute("next", listed.rows().stream().findFirst().orElse(null));
        model.addAttribute("after", listed.rows().stream().skip(1).limit(5).toList());
        model.addAttribute(
                "work",
                lookups.atWork(WORK).stream()
                        .filter(l -> visible.test(l.caseId()))
                        .map(l -> new AtWork(
                                l,
                                l.acquisition() == null
                                        ? null
                                        : board.snapshot(l.acquisition()).orElse(null)))
                        .toList());
        model.addAttribute(
                "stuck",
                lookups
                        .exhibitsIn(
                                List.of("FAILED", "QUARANTINED", "VERIFY_FAILED", "PARTIAL", "HELD_FOR_STORAGE"), WORK)
                        .stream()
                        .filter(l -> visible.test(l.caseId()))
                        .toList());
        return "queue/examiner";
    }
}
