package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;

/** One format of hash-set files. To add one: implement this, add it to {@link HashListFormats}, give it a sample and a test. */
public interface HashListFormat {

    /** Short name, kept with the imported file: {@code vics}, {@code hashdeep}, {@code nsrl-rds3}. */
    String name();

    /** Whether the content is of this format; the file's name says nothing. */
    boolean recognises(Sample sample);

    /**
     * Hands every entry of the file to the sink, in the file's order and in constant memory. Whatever row cannot be used is rejected
     * with its place, never passed over.
     *
     * @throws BrokenFileException where the file is cut short or stops being of its format: the set is then incomplete
     */
    void read(Path file, RowSink sink) throws IOException;
}
