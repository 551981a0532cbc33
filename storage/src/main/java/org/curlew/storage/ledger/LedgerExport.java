package org.curlew.storage.ledger;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HexFormat;
import org.curlew.storage.objects.PrivateFiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the ledger for an expert who has nothing of ours: {@code ledger.jsonl}, one entry a line, {@code {"entry":E,
 * "hash":"H"}} where H is the SHA-256 of the bytes of E, which is canonical JSON (RFC 8785); {@code
 * checkpoints.jsonl}; {@code certificate.pem}. UTF-8, LF.
 */
public final class LedgerExport {

    private static final int FETCH = 2_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final LedgerCheckpoints checkpoints;
    private final LedgerSigner signer;

    public LedgerExport(
            JdbcTemplate jdbc, TransactionTemplate transactions, LedgerCheckpoints checkpoints, LedgerSigner signer) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.checkpoints = checkpoints;
        this.signer = signer;
    }

    /**
     * Signs the chain as it is and writes it up to that point.
     *
     * @param directory made when it is not there; files of an earlier export in it are replaced
     * @return the number of entries
     * @throws LedgerException when the folder cannot be written
     */
    public long export(Path directory) {
        Checkpoint last = checkpoints.checkpoint();
        try {
            PrivateFiles.folder(directory);
            write(directory.resolve("ledger.jsonl"), out -> entries(out, last.count()));
            write(directory.resolve("checkpoints.jsonl"), out -> checkpoints(out, last.number()));
            write(directory.resolve("certificate.pem"), this::certificate);
            return last.count();
        } catch (IOException | UncheckedIOException e) {
            throw new LedgerException(
                    "The ledger cannot be exported to " + directory + ": " + e.getMessage()
                            + "; give a folder that can be written and has room",
                    e);
        }
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** The file appears when it is whole. */
    private static void write(Path file, Content content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(PrivateFiles.out(draft), 1 << 16)) {
            content.write(out);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void entries(OutputStream out, long count) {
        // in a transaction, because the driver streams rows only there
        transactions.executeWithoutResult(status -> {
            JdbcTemplate streaming = new JdbcTemplate(jdbc.getDataSource());
            streaming.setFetchSize(FETCH);
            streaming.query(
                    "select * from ledger_entry where number <= ? order by number",
                    row -> {
                        ChainedEntry entry = LedgerChainer.read(row, row.getLong("number"));
                        line(out, entry.canonical(), row.getBytes("hash"));
                    },
                    count);
        });
    }

    static void line(OutputStream out, byte[] canonical, byte[] hash) {
        try {
            out.write(LedgerVerifier.BEFORE_ENTRY);
            out.write(canonical);
            out.write(LedgerVerifier.BEFORE_HASH);
            out.write(HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
            out.write(LedgerVerifier.AFTER_HASH);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkpoints(OutputStream out, long lastNumber) {
        transactions.executeWithoutResult(status -> {
            JdbcTemplate streaming = new JdbcTemplate(jdbc.getDataSource());
            streaming.setFetchSize(FETCH);
            streaming.query(
                    "select * from ledger_checkpoint where number <= ? order by number",
                    row -> {
                        try {
                            out.write((LedgerCheckpoints.read(row, 0).line() + "\n").getBytes(StandardCharsets.UTF_8));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    lastNumber);
        });
    }

    private void certificate(OutputStream out) throws IOException {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(signer.certificate().getEncoded());
            out.write(("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (CertificateEncodingException e) {
            throw new IOException("the certificate cannot be encoded", e);
        }
    }
}
