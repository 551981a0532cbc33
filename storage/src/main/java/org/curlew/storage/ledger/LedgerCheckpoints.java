package org.curlew.storage.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs the state of the chain. A copy of each checkpoint goes to a second place that the database's administrator
 * cannot write: who rolls the database back, copies included, is found by the copies there.
 */
public final class LedgerCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCheckpoints.class);
    private static final long LOCK = 0x6c65646765720002L;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final LedgerChainer chainer;
    private final LedgerSigner signer;
    private final TimeStamper timeStamper;
    private final Path secondPlace;
    private final Clock clock;

    /**
     * @param timeStamper null where the force has no time-stamping authority
     * @param secondPlace a folder on another system; null where there is none
     */
    public LedgerCheckpoints(
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            LedgerChainer chainer,
            LedgerSigner signer,
            TimeStamper timeStamper,
            Path secondPlace,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.chainer = chainer;
        this.signer = signer;
        this.timeStamper = timeStamper;
        this.secondPlace = secondPlace;
        this.clock = clock;
    }

    /**
     * Chains what is committed, signs the head and copies the checkpoint to the second place. To be called every hour,
     * and before an export.
     *
     * @throws LedgerException when it cannot be signed, or the second place contradicts the database
     */
    public Checkpoint checkpoint() {
        chainer.chain();
        Checkpoint made = transactions.execute(status -> sign());
        if (secondPlace != null) {
            copy();
        }
        return made;
    }

    private Checkpoint sign() {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
        Optional<Checkpoint> last = last();
        Head head = jdbc
                .query(
                        "select number, hash from ledger_entry order by number desc limit 1",
                        (row, n) -> new Head(row.getLong("number"), row.getBytes("hash")))
                .stream()
                .findFirst()
                .orElse(new Head(0, ChainedEntry.BEFORE_THE_FIRST));
        long number = last.map(Checkpoint::number).orElse(0L) + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String body = Checkpoint.body(
                number,
                head.number(),
                head.hash(),
                now,
                last.map(Checkpoint::signed).orElse(null));
        byte[] signature = signer.sign(body.getBytes(StandardCharsets.UTF_8));
        Checkpoint made = new Checkpoint(number, head.number(), now, body, signature, stamp(signature));
        jdbc.update(
                "insert into ledger_checkpoint (number, body, signature, token) values (?, ?, ?, ?)",
                made.number(),
                made.body(),
                made.signature(),
                made.token());
        return made;
    }

    /** A checkpoint without a token is better than none: the next one gets the token. */
    private byte[] stamp(byte[] signature) {
        if (timeStamper == null) {
            return null;
        }
        try {
            return timeStamper.stamp(signature);
        } catch (LedgerException e) {
            LOG.warn("A checkpoint is without a time stamp: {}", e.getMessage());
            return null;
        }
    }

    /** The last checkpoint in the database. */
    public Optional<Checkpoint> last() {
        return jdbc
                .query("select * from ledger_checkpoint order by number desc limit 1", LedgerCheckpoints::read)
                .stream()
                .findFirst();
    }

    static Checkpoint read(ResultSet row, int index) throws SQLException {
        CheckpointLine line = CheckpointLine.body(row.getString("body"));
        return new Checkpoint(
                row.getLong("number"),
                line.count(),
                line.at(),
                row.getString("body"),
                row.getBytes("signature"),
                row.getBytes("token"));
    }

    private record Head(long number, byte[] hash) {}

    private void copy() {
        List<Checkpoint> all =
                jdbc.query("select * from ledger_checkpoint order by number desc limit 1000", LedgerCheckpoints::read);
        for (Checkpoint checkpoint : all) {
            Path file = secondPlace.resolve("checkpoint-%012d.jsonl".formatted(checkpoint.number()));
            try {
                if (Files.exists(file)) {
                    agree(file, checkpoint);
                    return;
                }
                Files.writeString(file, checkpoint.line() + "\n");
            } catch (IOException e) {
                throw new LedgerException(
                        "Checkpoint " + checkpoint.number() + " cannot be copied to " + file + ": " + e.getMessage()
                                + "; the next checkpoint tries again",
                        e);
            }
        }
    }

    private static void agree(Path file, Checkpoint checkpoint) throws IOException {
        if (!Files.readString(file).equals(checkpoint.line() + "\n")) {
            throw new LedgerException("Another checkpoint " + checkpoint.number() + " lies in " + file
                    + ": the ledger in the database was rolled back or replaced; keep both and call the auditor");
        }
    }
}
