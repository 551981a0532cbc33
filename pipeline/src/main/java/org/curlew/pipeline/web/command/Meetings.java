package org.curlew.pipeline.web.command;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.curlew.pipeline.security.Viewer;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Happenings;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.register.Json;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The fortnightly meetings, what they saw, and what they asked for: an action is carried until its outcome is written. */
@Service
@ConditionalOnWebApplication
class Meetings {

    private final JdbcClient jdbc;
    private final Figures figures;
    private final Happenings happenings;
    private final Obligations obligations;
    private final Ledger ledger;
    private final Clock clock;

    Meetings(
            JdbcClient jdbc,
            Figures figures,
            Happenings happenings,
            Obligations obligations,
            Ledger ledger,
            Clock clock) {
        this.jdbc = jdbc;
        this.figures = figures;
        this.happenings = happenings;
        this.obligations = obligations;
        this.ledger = ledger;
        this.clock = clock;
    }

    record Meeting(long id, Instant heldAt, String chair, String note) {}

    /** carried: asked for before the last meeting. */
    record Action(long id, String what, String owner, LocalDate due, Instant askedAt, Instant doneAt, String outcome) {
        public boolean late(LocalDate today) {
            return doneAt == null && due.isBefore(today);
        }
    }

    Optional<Meeting> last() {
        return jdbc.sql("select id, held_at, chair, note from meeting order by held_at desc, id desc limit 1")
                .query((row, n) -> new Meeting(
                        row.getLong("id"),
                        Times.instant(row, "held_at"),
                        row.getString("chair"),
                        row.getString("note")))
                .optional();
    }

    /** Open actions and those done since the instant, the earliest due first. */
    List<Action> actions(Instant since) {
        return jdbc.sql("""
                        select id, what, owner, due, asked_at, done_at, outcome from meeting_action
                        where done_at is null or done_at >= ? order by done_at is not null, due, id
                        """)
                .param(Times.utc(since))
                .query((row, n) -> new Action(
                        row.getLong("id"),
                        row.getString("what"),
                        row.getString("owner"),
                        row.getObject("due", LocalDate.class),
                        Times.instant(row, "asked_at"),
                        Times.instant(row, "done_at"),
                        row.getString("outcome")))
                .list();
    }

    @Transactional
    public void ask(Viewer viewer, String what, String owner, LocalDate due) {
        if (what.isBlank() || owner.isBlank() || due == null) {
            throw new RegisterException("Action: say what, who and by when");
        }
        jdbc.sql("""
                        insert into meeting_action (meeting_id, what, owner, due, asked_at, asked_by)
                        values ((select max(id) from meeting), ?, ?, ?, ?, ?)
                        """)
                .params(what.strip(), owner.strip(), due, Times.utc(clock.instant()), viewer.name())
                .update();
        note(viewer, "ACTION_ASKED", what.strip());
    }

    @Transactional
    public void done(Viewer viewer, long id, String outcome) {
        if (outcome.isBlank()) {
            throw new RegisterException("Action " + id + ": say what came of it");
        }
        int updated = jdbc.sql(
                        "update meeting_action set done_at = ?, done_by = ?, outcome = ? where id = ? and done_at is null")
                .params(Times.utc(clock.instant()), viewer.name(), outcome.strip(), id)
                .update();
        if (updated == 0) {
            throw new RegisterException("Action " + id + ": there is none of this number, or it is done already");
        }
        note(viewer, "ACTION_DONE", "action " + id);
    }

    /** Records that the meeting was held, with the figures it saw; it meets the clock of the fortnightly pack. */
    @Transactional
    public void held(Viewer viewer, String chair, String note) {
        if (chair.isBlank()) {
            throw new RegisterException("Meeting", "chair", "say who chaired it");
        }
        Instant now = clock.instant();
        jdbc.sql("insert into meeting (held_at, chair, note, figures, recorded_by) values (?, ?, ?, ?::jsonb, ?)")
                .params(Times.utc(now), chair.strip(), note.strip(), Json.write(figures.at(now)), viewer.name())
                .update();
        happenings.report("BOARD_PACK_ISSUED", "board", now, null, viewer.name());
        note(viewer, "MEETING_HELD", chair.strip());
        obligations.tick();
    }

    private void note(Viewer viewer, String act, String what) {
        ledger.append(LedgerEntry.of(viewer.name(), act, ProcessingAct.ALTERATION)
                .about("board")
                .with("what", what));
    }
}
