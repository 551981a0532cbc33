package org.curlew.grading.attributes;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.curlew.grading.sessions.Grade;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The graded parts of a video. The video's own grade follows them: it is the gravest that the grader gave to any part, unless they
 * graded the whole graver than that.
 */
@Service
public class Segments {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Schemes schemes;
    private final Grades grades;

    public Segments(JdbcClient jdbc, TransactionTemplate transactions, Schemes schemes, Grades grades) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.schemes = schemes;
        this.grades = grades;
    }

    /** A graded part; times in milliseconds from the start of the video. */
    public record Segment(
            long id,
            String scheme,
            String code,
            int number,
            long startMs,
            long endMs,
            String grader,
            OffsetDateTime at) {}

    /**
     * Adds a graded part and grades the video with the gravest of this grader's parts; a graver grade of theirs for the whole stands.
     *
     * @param grading the class of the part, by whom, in which session
     * @throws GradingException the media is no video of the case, the class is unknown or the part has no length
     */
    public Segment add(Grading grading, String sha256, long startMs, long endMs) {
        if (startMs < 0 || endMs <= startMs) {
            throw new GradingException("A part of a video ends after it starts: " + startMs + " to " + endMs + " ms.");
        }
        Scheme scheme = schemes.get(grading.scheme());
        Category category = scheme.byCode(grading.code())
                .orElseThrow(() ->
                        new GradingException("Scheme " + scheme.name() + " has no class " + grading.code() + "."));
        return transactions.execute(_ -> {
            requireVideo(sha256);
            long id = jdbc.sql("""
                            insert into video_segment (case_id, sha256, scheme, scheme_version, code, number, start_ms,
                                end_ms, grader)
                            values (?, decode(?, 'hex'), ?, ?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(
                            grading.caseId(),
                            sha256,
                            scheme.name(),
                            scheme.version(),
                            category.code(),
                            category.number(),
                            startMs,
                            endMs,
                            grading.grader())
                    .query(Long.class)
                    .single();
            Segment gravest =
                    gravest(grading.caseId(), sha256, grading.grader(), scheme).orElseThrow();
            boolean whole = whole(grading.caseId(), sha256, grading.grader(), scheme)
                    .filter(own -> scheme.gravity(own.number()) <= scheme.gravity(gravest.number()))
                    .isPresent();
            if (!whole) {
                ofParts(grading, gravest.code(), "gravest of its parts", sha256);
            }
            return list(grading.caseId(), sha256).stream()
                    .filter(s -> s.id() == id)
                    .findFirst()
                    .orElseThrow();
        });
    }

    /** Whose part of which video is taken back, and why. */
    public record Withdrawal(long caseId, String scheme, String sha256, long segmentId, String grader, String reason) {
        public Withdrawal {
            if (reason == null || reason.isBlank()) {
                throw new GradingException("Taking back a part of a video needs a reason.");
            }
            reason = reason.strip();
        }
    }

    /**
     * Takes a part back. Where the video's grade came from its parts, it is the gravest of those that are left; with the last of them
     * the grader's own for the whole counts again, and where there is none the video is ungraded.
     *
     * @throws GradingException the part is not the grader's, or was taken back
     */
    public void withdraw(Withdrawal act) {
        transactions.executeWithoutResult(_ -> {
            boolean own = list(act.caseId(), act.sha256()).stream()
                    .anyMatch(s -> s.id() == act.segmentId() && s.grader().equals(act.grader()));
            if (!own) {
                throw new GradingException(
                        "Part " + act.segmentId() + " is not yours to take back, or was taken back.");
            }
            jdbc.sql("insert into video_segment_withdrawal (segment_id, author, reason) values (?, ?, ?)")
                    .params(act.segmentId(), act.grader(), act.reason())
                    .update();
            Scheme scheme = schemes.get(act.scheme());
            List<Grade> counting = counting(act.caseId(), act.sha256(), act.grader(), scheme);
            if (counting.isEmpty() || counting.getLast().basis() != Grading.Basis.PARTS) {
                return;
            }
            String reason = "a part was taken back: " + act.reason();
            Optional<Segment> left = gravest(act.caseId(), act.sha256(), act.grader(), scheme);
            Optional<Grade> whole = whole(act.caseId(), act.sha256(), act.grader(), scheme);
            if (left.isEmpty() && whole.isEmpty()) {
                grades.takeBack(
                        new Grades.TakingBack(act.caseId(), scheme.name(), act.grader(), null, reason),
                        List.of(act.sha256()));
                return;
            }
            boolean parts = whole.isEmpty()
                    || left.filter(l -> scheme.gravity(l.number())
                                    < scheme.gravity(whole.get().number()))
                            .isPresent();
            String code = parts ? left.orElseThrow().code() : whole.get().code();
            Grading.Basis basis = parts ? Grading.Basis.PARTS : whole.get().basis();
            grades.append(
                    new Grading(act.caseId(), scheme.name(), code, act.grader(), null, basis, reason),
                    List.of(act.sha256()));
        });
    }

    private void ofParts(Grading part, String code, String reason, String sha256) {
        grades.append(
                new Grading(
                        part.caseId(),
                        part.scheme(),
                        code,
                        part.grader(),
                        part.sessionId(),
                        Grading.Basis.PARTS,
                        reason),
                List.of(sha256));
    }

    /** The grader's last grade that counts and was given to the video as a whole. */
    private Optional<Grade> whole(long caseId, String sha256, String grader, Scheme scheme) {
        return counting(caseId, sha256, grader, scheme).stream()
                .filter(g -> g.basis() != Grading.Basis.PARTS)
                .reduce((earlier, later) -> later);
    }

    private List<Grade> counting(long caseId, String sha256, String grader, Scheme scheme) {
        return grades.history(caseId, sha256).stream()
                .filter(g -> g.takenBackAt() == null
                        && g.grader().equals(grader)
                        && g.scheme().equals(scheme.name()))
                .toList();
    }

    /** The parts that stand, in the order of the video. */
    public List<Segment> list(long caseId, String sha256) {
        return jdbc.sql("""
                        select s.id, s.scheme, s.code, s.number, s.start_ms, s.end_ms, s.grader, s.at
                        from video_segment s
                        where s.case_id = ? and s.sha256 = decode(?, 'hex')
                          and not exists (select from video_segment_withdrawal w where w.segment_id = s.id)
                        order by s.start_ms, s.id
                        """).params(caseId, sha256).query(Segment.class).list();
    }

    /** The gravest of the grader's parts that stand. */
    private Optional<Segment> gravest(long caseId, String sha256, String grader, Scheme scheme) {
        return list(caseId, sha256).stream()
                .filter(s -> s.grader().equals(grader) && s.scheme().equals(scheme.name()))
                .min(Comparator.comparingInt(s -> scheme.gravity(s.number())));
    }

    private void requireVideo(String sha256) {
        boolean video = jdbc.sql("select mime like 'video/%' from content where sha256 = decode(?, 'hex')")
                .param(sha256)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (!video) {
            throw new GradingException("Media " + sha256 + " is no video: only videos have graded parts.");
        }
    }
}
