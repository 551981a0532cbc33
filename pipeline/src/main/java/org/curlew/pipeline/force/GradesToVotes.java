package org.curlew.pipeline.force;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.curlew.triage.hashsets.ForceSet;
import org.curlew.triage.hashsets.ForceVotes;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.Vote;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns every grade into a vote of this force, one by one, and makes new versions of the force's sets where there were any. Run before
 * every matching, so that a grade counts from the next device on; only people's grades are there to be turned. A grade that is taken back
 * afterwards has its vote withdrawn.
 */
@Service
public class GradesToVotes {

    private static final String MACHINE = "machine";
    private static final int AT_ONCE = 5000;

    /** Grades are numbered before they are committed: one of a lower number can appear later, by at most so many. */
    private static final int LATECOMERS = 10_000;

    private final JdbcClient jdbc;
    private final ForceVotes votes;
    private final ForceSet sets;
    private final TransactionTemplate transactions;
    private final String force;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private boolean checked;

    GradesToVotes(
            JdbcClient jdbc,
            ForceVotes votes,
            ForceSet sets,
            TransactionTemplate transactions,
            @Value("${curlew.force-name:Unnamed force}") String force) {
        this.jdbc = jdbc;
        this.votes = votes;
        this.sets = sets;
        this.transactions = transactions;
        this.force = force;
    }

    private record GradeVote(long gradeId, Vote vote) {}

    /** Takes in what was graded since the last time; gives the set versions that this made, held ones too. */
    public List<SetVersion> refresh() {
        oneAtATime.lock();
        try {
            Set<String> schemes = new TreeSet<>();
            for (List<GradeVote> batch = waiting(); !batch.isEmpty(); batch = waiting()) {
                List<GradeVote> some = batch;
                transactions.executeWithoutResult(
                        status -> some.forEach(grade -> votes.vote(grade.vote(), grade.gradeId())));
                some.forEach(grade -> schemes.add(grade.vote().scheme()));
            }
            schemes.addAll(withdraw());
            if (!checked) {
                // A crash between the votes and the set left a scheme behind; what is published already makes no new
                // version.
                schemes.addAll(votes.schemes());
            }
            List<SetVersion> made = new ArrayList<>();
            schemes.forEach(scheme -> made.addAll(sets.publish(scheme, MACHINE)));
            checked = true;
            return made;
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Makes new versions of the force's sets where votes of other forces came in. */
    public List<SetVersion> publish() {
        oneAtATime.lock();
        try {
            return votes.schemes().stream()
                    .flatMap(scheme -> sets.publish(scheme, MACHINE).stream())
                    .toList();
        } finally {
            oneAtATime.unlock();
        }
    }

    private record TakenBack(long gradeId, String scheme, Instant at) {}

    /** Withdraws the votes of grades that were taken back since; gives the schemes in which there were any. */
    private Set<String> withdraw() {
        return transactions.execute(_ -> {
            List<TakenBack> takenBack = jdbc.sql("""
                            select v.grade_id, v.scheme, t.at
                            from grade_withdrawal t join force_vote_in_force v on v.grade_id = t.grade_id
                            order by v.grade_id
                            """)
                    .query((row, n) -> new TakenBack(
                            row.getLong("grade_id"),
                            row.getString("scheme"),
                            row.getObject("at", OffsetDateTime.class).toInstant()))
                    .list();
            takenBack.forEach(grade -> votes.withdraw(grade.gradeId(), grade.at()));
            return takenBack.stream().map(TakenBack::scheme).collect(Collectors.toSet());
        });
    }

    private List<GradeVote> waiting() {
        return jdbc.sql("""
            select g.id, g.sha256, c.sha1, c.md5, g.grader, g.scheme, g.scheme_version, g.number, g.at
            from grade_in_force g join content c on c.sha256 = g.sha256
            where g.id > (select coalesce(max(grade_id), 0) from force_vote) - ?
              and not exists (select from force_vote v where v.grade_id = g.id)
            order by g.id limit ?
            """).params(LATECOMERS, AT_ONCE).query(this::vote).list();
    }

    private GradeVote vote(ResultSet row, int number) throws SQLException {
        return new GradeVote(
                row.getLong("id"),
                new Vote(
                        row.getBytes("sha256"),
                        row.getBytes("sha1"),
                        row.getBytes("md5"),
                        force,
                        row.getString("grader"),
                        row.getString("scheme"),
                        row.getInt("scheme_version"),
                        row.getInt("number"),
                        row.getObject("at", OffsetDateTime.class).toInstant()));
    }
}
