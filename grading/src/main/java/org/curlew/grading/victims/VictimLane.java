package org.curlew.grading.victims;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.curlew.grading.attributes.Attribute;
import org.curlew.grading.attributes.Attributes;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.hashsets.ForceSet;
import org.curlew.triage.obligations.Happenings;
import org.curlew.triage.register.Times;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The lane of illegal material that no illegal set knows but the force's own, which knows what it graded and not whose child it is:
 * its children may be unknown to everybody. The lane follows from the grades,
 * so that nothing has to be put into it and nothing can be forgotten; who owns a content and what became of it are rows.
 */
@Service
public class VictimLane {

    /** How long a content may wait for an owner before the alarm: our judgement. */
    public static final Duration OWNER_WITHIN = Duration.ofHours(24);

    /** What the alarm begins with that is about the role itself. */
    public static final String NOBODY = "Nobody holds the role of victim identification officer";

    private static final String LANE = """
            from (select distinct on (g.case_id, g.sha256) g.case_id, g.sha256, g.number, g.code,
                         min(g.at) over (partition by g.case_id, g.sha256) as since
                  from grade_in_force g where g.scheme = :scheme and (cast(:case as bigint) is null or g.case_id = :case)
                  order by g.case_id, g.sha256, g.id desc) s
            join content c on c.sha256 = s.sha256
            left join lateral (
                select string_agg(distinct g.code, ' or ') as codes, bool_or(g.number = any(:illegal)) as illegal
                from grade_conflict k join grade_in_force g on g.case_id = k.case_id and g.sha256 = k.sha256
                     and g.scheme = k.scheme
                where k.case_id = s.case_id and k.sha256 = s.sha256 and k.scheme = :scheme and k.closed_at is null) k on true
            where (s.number = any(:illegal) or k.illegal)
              and not exists (select from occurrence o where o.sha256 = s.sha256 and o.match_role = 'illegal'
                              and o.match_kind <> 'pdq' and coalesce(o.match_set, '') !~ :own)
              and not exists (select from victim_act a where a.case_id = s.case_id and a.sha256 = s.sha256
                              and a.kind in ('IDENTIFIED', 'NOT_IDENTIFIABLE'))
              and coalesce((select m.value from media_attribute m where m.case_id = s.case_id and m.sha256 = s.sha256
                            and m.name = 'VICTIM_IDENTIFIED' order by m.id desc limit 1), '') <> 'yes'
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Schemes schemes;
    private final FirstGeneration firstGeneration;
    private final Attributes attributes;
    private final Happenings happenings;
    private final Ledger ledger;
    private final Clock clock;

    public VictimLane(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Schemes schemes,
            FirstGeneration firstGeneration,
            Attributes attributes,
            Happenings happenings,
            Ledger ledger,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.schemes = schemes;
        this.firstGeneration = firstGeneration;
        this.attributes = attributes;
        this.happenings = happenings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A content of the lane. Where graders differ and one of them says that it is illegal, it stays until a third has decided.
     *
     * @param code its class; where graders differ, every class that was given
     * @param since the first grade, from which its clock runs
     * @param owner null while nobody has taken it
     * @param ukChildPossible somebody said so, and nobody has ruled it out since
     */
    public record Item(
            long caseId,
            String sha256,
            String md5,
            String mime,
            String code,
            OffsetDateTime since,
            String owner,
            boolean ukChildPossible) {}

    /** One thing that was done. */
    public record Act(String kind, OffsetDateTime at, String actor, String owner, String text) {}

    /** How much of a series is left to identify; the name is "" for material of no series. */
    public record SeriesLeft(String series, long contents, long identified, long left) {}

    /** The lane, oldest first; of all cases where the case is null. */
    public List<Item> open(Long caseId, String scheme) {
        return jdbc.sql("""
                        select s.case_id, encode(s.sha256, 'hex') as sha256, encode(c.md5, 'hex') as md5, c.mime,
                               coalesce(k.codes, s.code) as code,
                               s.since,
                               (select a.owner from victim_act a where a.case_id = s.case_id and a.sha256 = s.sha256
                                and a.kind = 'OWNED' order by a.id desc limit 1) as owner,
                               coalesce((select a.kind = 'UK_CHILD_POSSIBLE' from victim_act a
                                where a.case_id = s.case_id and a.sha256 = s.sha256
                                and a.kind in ('UK_CHILD_POSSIBLE', 'NOT_IN_UK') order by a.id desc limit 1), false)
                                   as uk_child_possible
                        """ + LANE + " order by s.since, s.sha256")
                .param("case", caseId)
                .param("scheme", scheme)
                .param("illegal", illegal(scheme))
                .param("own", ForceSet.NAMES)
                .query(Item.class)
                .list();
    }

    /** Why it is in the lane and what hints at its making, in sentences that never claim certainty. */
    public List<String> explain(long caseId, String sha256) {
        boolean there =
                jdbc.sql("""
                        select exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                       where e.case_id = ? and o.sha256 = decode(?, 'hex'))
                        """).params(caseId, sha256).query(Boolean.class).single();
        if (!there) {
            throw new GradingException("Media " + sha256 + " lies on no exhibit of this case: check its SHA-256.");
        }
        List<String> reasons = new ArrayList<>(List.of(known(sha256)));
        List<String> hints = firstGeneration.hints(caseId, sha256);
        reasons.addAll(hints);
        if (!hints.isEmpty()) {
            reasons.add("A candidate for first-generation material; only an investigator can say whether it is.");
        }
        return reasons;
    }

    private String known(String sha256) {
        List<String> sets = jdbc.sql("""
                        select distinct o.match_set from occurrence o where o.sha256 = decode(?, 'hex')
                        and o.match_role = 'illegal' and o.match_kind <> 'pdq' and o.match_set is not null order by 1
                        """).param(sha256).query(String.class).list();
        List<String> others = sets.stream().filter(set -> !ForceSet.named(set)).toList();
        if (!others.isEmpty()) {
            return "Known exactly to " + String.join(", ", others)
                    + ", so not in the lane: who made that set may know the victim.";
        }
        return sets.isEmpty()
                ? "No illegal hash set knows this content exactly."
                : "No illegal hash set knows this content exactly but this force's own, which knows no child.";
    }

    /** Everything that was done about the content, oldest first. */
    public List<Act> history(long caseId, String sha256) {
        return jdbc.sql("""
                        select kind, at, actor, owner, text from victim_act
                        where case_id = ? and sha256 = decode(?, 'hex') order by id
                        """).params(caseId, sha256).query(Act.class).list();
    }

    /** Somebody takes it, which meets the duty to task victim identification. */
    public void own(long caseId, String sha256, String owner, String actor) {
        transactions.executeWithoutResult(_ -> {
            act(caseId, sha256, "OWNED", actor, owner, "");
            happenings.report("VID_TASKED", subject(caseId, sha256), clock.instant(), caseId, actor);
        });
    }

    /** The child may be in the UK: safeguarding is due the same day, whoever owns the content. */
    public void ukChildPossible(long caseId, String sha256, String why, String actor) {
        transactions.executeWithoutResult(_ -> {
            act(caseId, sha256, "UK_CHILD_POSSIBLE", actor, null, needed(why));
            happenings.report("UNKNOWN_CHILD_LIKELY", subject(caseId, sha256), clock.instant(), caseId, actor);
        });
    }

    /** Safeguarding began; with what, to whom. */
    public void safeguardingStarted(long caseId, String sha256, String what, String actor) {
        transactions.executeWithoutResult(_ -> {
            act(caseId, sha256, "SAFEGUARDING_STARTED", actor, null, needed(what));
            happenings.report("SAFEGUARDING_STARTED", subject(caseId, sha256), clock.instant(), caseId, actor);
        });
    }

    /** The child is not in the UK, with the reason. */
    public void notInUk(long caseId, String sha256, String why, String actor) {
        transactions.executeWithoutResult(_ -> {
            act(caseId, sha256, "NOT_IN_UK", actor, null, needed(why));
            happenings.report("CHILD_NOT_IN_UK", subject(caseId, sha256), clock.instant(), caseId, actor);
        });
    }

    /** The victim is known: the content leaves the lane, and says so wherever it is exported. */
    public void identified(long caseId, String sha256, String how, String actor) {
        transactions.executeWithoutResult(_ -> {
            act(caseId, sha256, "IDENTIFIED", actor, null, needed(how));
            attributes.say(caseId, List.of(sha256), Attribute.VICTIM_IDENTIFIED, "yes", how, actor);
        });
    }

    /** Everything was tried; the content leaves the lane with the reason. */
    public void notIdentifiable(long caseId, String sha256, String why, String actor) {
        act(caseId, sha256, "NOT_IDENTIFIABLE", actor, null, needed(why));
    }

    /**
     * What is wrong with the lane as a whole.
     *
     * @param officers who holds the role of victim identification officer; nobody is an alarm of its own
     */
    public List<String> alarms(Collection<String> officers, String scheme) {
        List<Item> items = open(null, scheme);
        List<String> alarms = new ArrayList<>();
        if (officers.isEmpty() && !items.isEmpty()) {
            alarms.add(NOBODY + ": " + items.size() + " media wait, the oldest since "
                    + items.getFirst().since() + ".");
        }
        Instant limit = clock.instant().minus(OWNER_WITHIN);
        List<Item> late = items.stream()
                .filter(i -> i.owner() == null && i.since().toInstant().isBefore(limit))
                .toList();
        if (!late.isEmpty()) {
            alarms.add(late.size() + " media have had no owner for more than " + OWNER_WITHIN.toHours()
                    + " hours, the oldest since " + late.getFirst().since() + ".");
        }
        return alarms;
    }

    /** The illegal material of the case by series, from sets and from what was said here, and what of it has no known victim. */
    public List<SeriesLeft> bySeries(long caseId, String scheme) {
        return jdbc.sql("""
                        with item as (
                            select s.sha256,
                                   coalesce(
                                       (select m.value from media_attribute m where m.case_id = :case
                                        and m.sha256 = s.sha256 and m.name = 'SERIES' order by m.id desc limit 1),
                                       (select o.series from occurrence o where o.sha256 = s.sha256
                                        and coalesce(o.series, '') <> '' and o.match_kind <> 'pdq' limit 1), '') as series,
                                   coalesce(
                                       (select m.value = 'yes' from media_attribute m where m.case_id = :case
                                        and m.sha256 = s.sha256 and m.name = 'VICTIM_IDENTIFIED'
                                        order by m.id desc limit 1),
                                       (select bool_or(o.victim_identified) from occurrence o
                                        where o.sha256 = s.sha256 and o.match_kind <> 'pdq'), false) as identified
                            from (select distinct o.sha256 from occurrence o join exhibit e on e.id = o.exhibit_id
                                  where e.case_id = :case) s
                            where coalesce(
                                (select g.number = any(:illegal) from grade_in_force g where g.case_id = :case
                                 and g.sha256 = s.sha256 and g.scheme = :scheme order by g.id desc limit 1),
                                exists (select from occurrence o where o.sha256 = s.sha256
                                        and o.match_role = 'illegal' and o.match_kind <> 'pdq'
                                        and o.match_scheme = :scheme and o.match_category = any(:illegal))))
                        select trim(one.series) as series, count(*) as contents,
                               count(*) filter (where identified) as identified,
                               count(*) filter (where not identified) as left
                        from item cross join lateral regexp_split_to_table(item.series, ',') as one(series)
                        group by 1 order by 4 desc, 1
                        """)
                .param("case", caseId)
                .param("scheme", scheme)
                .param("illegal", illegal(scheme))
                .query(SeriesLeft.class)
                .list();
    }

    private void act(long caseId, String sha256, String kind, String actor, String owner, String text) {
        transactions.executeWithoutResult(_ -> {
            int added = jdbc.sql("""
                            insert into victim_act (case_id, sha256, kind, at, actor, owner, text)
                            select :case, decode(:sha256, 'hex'), :kind, :at, :actor, cast(:owner as text), :text
                            where exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                          where e.case_id = :case and o.sha256 = decode(:sha256, 'hex'))
                            """)
                    .param("case", caseId)
                    .param("sha256", sha256)
                    .param("kind", kind)
                    .param("at", Times.utc(clock.instant()))
                    .param("actor", actor)
                    .param("owner", owner)
                    .param("text", text)
                    .update();
            if (added == 0) {
                throw new GradingException("Media " + sha256 + " lies on no exhibit of this case.");
            }
            String reference = jdbc.sql("select reference from case_file where id = ?")
                    .param(caseId)
                    .query(String.class)
                    .single();
            ledger.append(LedgerEntry.of(actor, "VICTIM_" + kind, ProcessingAct.ALTERATION)
                    .about("case:" + reference)
                    .about("content:" + sha256)
                    .with("justification", text));
        });
    }

    private Integer[] illegal(String scheme) {
        return schemes.get(scheme).categories().stream()
                .filter(Category::illegal)
                .map(Category::number)
                .toArray(Integer[]::new);
    }

    private static String subject(long caseId, String sha256) {
        return "case:" + caseId + "/content:" + sha256;
    }

    private static String needed(String text) {
        if (text == null || text.isBlank()) {
            throw new GradingException("Say what this rests on: an act of victim identification needs its reason.");
        }
        return text.strip();
    }
}
