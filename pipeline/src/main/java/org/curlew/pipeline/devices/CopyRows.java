package org.curlew.pipeline.devices;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Rows in PostgreSQL's binary COPY format (manual, "COPY", File Formats): a field is its length and its bytes. */
final class CopyRows implements AutoCloseable {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private final PGCopyOutputStream copy;
    private final DataOutputStream out;
    private boolean ended;

    /**
     * @param sql a {@code copy … from stdin (format binary)} statement
     */
    CopyRows(Connection connection, String sql) throws SQLException, IOException {
        copy = new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, 1 << 16);
        out = new DataOutputStream(new BufferedOutputStream(copy, 1 << 15));
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
    }

    CopyRows row(int fields) throws IOException {
        out.writeShort(fields);
        return this;
    }

    CopyRows bigint(long value) throws IOException {
        out.writeInt(8);
        out.writeLong(value);
        return this;
    }

    CopyRows integer(int value) throws IOException {
        out.writeInt(4);
        out.writeInt(value);
        return this;
    }

    CopyRows bool(boolean value) throws IOException {
        out.writeInt(1);
        out.writeByte(value ? 1 : 0);
        return this;
    }

    /** Null is SQL's null. A NUL character, which PostgreSQL's text cannot hold, becomes U+2400. */
    CopyRows text(String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
            return this;
        }
        String storable = value.indexOf('\0') < 0 ? value : value.replace('\0', '\u2400');
        return bytea(storable.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytea(byte[] value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(value.length);
            out.write(value);
        }
        return this;
    }

    /** Ends the data and waits for the server to take it. */
    void end() throws IOException {
        out.writeShort(-1);
        out.flush();
        copy.close();
        ended = true;
    }

    /** Gives the copy up where {@link #end} was not reached; the transaction can then only be rolled back. */
    @Override
    public void close() throws SQLException {
        if (!ended && copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
