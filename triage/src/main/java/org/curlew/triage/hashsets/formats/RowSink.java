package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import org.curlew.triage.hashsets.index.DigestRow;

/** Takes the rows of a file. */
public interface RowSink {

    /** The row to fill, cleared; the same object each time. */
    DigestRow row();

    /**
     * Takes the row as it is filled now.
     *
     * @param place as in {@link #reject}; used where the row turns out to be unusable
     */
    void accept(long place) throws IOException;

    /**
     * Counts and lists a row that cannot be used.
     *
     * @param place line number from 1 of a text, byte offset of anything else; see {@link #placesAre}
     * @param reason why, in a few words
     * @param content the row as far as it helps to find it; may be null
     * @throws IOException where so much has been rejected that the import must stop
     */
    void reject(long place, String reason, String content) throws IOException;

    /** What the numbers of places are in this file: {@code line}, {@code byte}, {@code row}. Said once, before the first row. */
    void placesAre(String unit);

    /** Something about the file that somebody should know and that costs no row. */
    void note(String text);
}
