package org.curlew.storage.database;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Rows in PostgreSQL's binary COPY format (manual, "COPY", File Formats): a field is its length and its bytes. */
public final class CopyRows implements AutoCloseable {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private final PGCopyOutputStream copy;
    private final DataOutputStream out;
    private final CharsetEncoder utf8 = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(new byte[] {(byte) 0xef, (byte) 0xbf, (byte) 0xbd});
    private boolean ended;

    /**
     * @param sql a {@code copy … from stdin (format binary)} statement
     */
    public CopyRows(Connection connection, String sql) throws SQLException, IOException {
        copy = new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, 1 << 16);
        out = new DataOutputStream(new BufferedOutputStream(copy, 1 << 15));
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
    }

    public CopyRows row(int fields) throws IOException {
        out.writeShort(fields);
        return this;
    }

    public CopyRows bigint(long value) throws IOException {
        out.writeInt(8);
        out.writeLong(value);
        return this;
    }

    public CopyRows integer(Integer value) throws IOException {
        if (value == null) {
            return absent();
        }
        out.writeInt(4);
        out.writeInt(value);
        return this;
    }

    public CopyRows bool(Boolean value) throws IOException {
        if (value == null) {
            return absent();
        }
        out.writeInt(1);
        out.writeByte(value ? 1 : 0);
        return this;
    }

    public CopyRows smallint(Integer value) throws IOException {
        if (value == null) {
            return absent();
        }
        out.writeInt(2);
        out.writeShort(value);
        return this;
    }

    /**
     * Null is SQL's null. PostgreSQL's text holds no NUL, and UTF-8 no half of a surrogate pair; both occur in damaged names. They
     * become the visible signs U+2400 and U+FFFD, so that the row is kept and the hole can be seen.
     */
    public CopyRows text(String value) throws IOException {
        if (value == null) {
            return absent();
        }
        String storable = value.indexOf('\0') < 0 ? value : value.replace('\0', '\u2400');
        ByteBuffer bytes = encode(CharBuffer.wrap(storable));
        out.writeInt(bytes.remaining());
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        return this;
    }

    private ByteBuffer encode(CharBuffer text) throws IOException {
        utf8.reset();
        return utf8.encode(text);
    }

    public CopyRows bytea(byte[] value) throws IOException {
        if (value == null) {
            return absent();
        }
        out.writeInt(value.length);
        out.write(value);
        return this;
    }

    /** SQL's null. */
    public CopyRows absent() throws IOException {
        out.writeInt(-1);
        return this;
    }

    /** Ends the data and waits for the server to take it. */
    public void end() throws IOException {
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
