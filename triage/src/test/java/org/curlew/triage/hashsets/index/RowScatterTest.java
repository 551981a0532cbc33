package org.curlew.triage.hashsets.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowScatterTest {

    @TempDir
    Path folder;

    private static DigestRow row(int number) {
        DigestRow row = new DigestRow();
        byte[] md5 = new byte[16];
        md5[0] = 1;
        md5[1] = (byte) (number >> 8);
        md5[2] = (byte) number;
        row.binary(md5, 0, 16);
        return row;
    }

    @Test
    void a_disk_that_fails_while_rows_are_scattered_stops_the_import_with_its_own_reason() throws IOException {
        Path index = folder.resolve("index");
        try (IndexBuilder builder = new IndexBuilder(index, HashIndexTest.info(1, Role.ILLEGAL))) {
            IndexFiles.deleteTree(index); // so that the first spilled block has no place

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 60_000; i++) {
                            builder.add(row(i));
                        }
                        builder.finish();
                    })
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void an_import_given_up_in_the_middle_leaves_no_thread_behind() throws IOException {
        try (IndexBuilder builder = new IndexBuilder(folder.resolve("index"), HashIndexTest.info(1, Role.ILLEGAL))) {
            for (int i = 0; i < 30_000; i++) {
                builder.add(row(i));
            }
            assertThat(scattering()).isPositive();
        }

        assertThat(scattering()).isZero();
    }

    private static long scattering() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("hash-set-rows"))
                .count();
    }

    @Property(tries = 200)
    void a_text_is_encoded_as_data_streams_read_it(@ForAll @StringLength(max = 200) String text) throws IOException {
        DigestRow row = row(7);
        row.photoDna(text);
        byte[] into = new byte[LinkedRows.MOST_BYTES];

        int end = LinkedRows.encode(row, 12345, into, 0);

        assertThat(LinkedRows.end(into, 0)).isEqualTo(end);
        assertThat(LinkedRows.payload(into, 0)).isEqualTo(12345);
        byte[] behind = Arrays.copyOfRange(into, LinkedRows.HEAD + 16, end);
        if (text.isBlank()) {
            assertThat(behind).isEmpty();
        } else {
            assertThat(new DataInputStream(new ByteArrayInputStream(behind)).readUTF())
                    .isEqualTo(text.strip());
        }
    }

    @Test
    void rows_of_several_batches_come_back_in_the_order_of_the_import() throws IOException {
        Path index = folder.resolve("index");
        int rows = 20_000; // of 53 bytes: eight batches
        try (IndexBuilder builder = new IndexBuilder(index, HashIndexTest.info(1, Role.ILLEGAL))) {
            for (int i = 0; i < rows; i++) {
                DigestRow row = row(i);
                row.binary(HashIndexTest.digest(DigestKind.SHA256, i), 0, 32);
                builder.add(row);
            }
            builder.finish();
        }
        int[] next = new int[1];

        LinkedRows.read(index, (linked, payload) -> {
            assertThat(linked.digests()[DigestKind.SHA256.ordinal()])
                    .isEqualTo(HashIndexTest.digest(DigestKind.SHA256, next[0]));
            next[0]++;
        });

        assertThat(next[0]).isEqualTo(rows);
        assertThat(Files.exists(index.resolve("sort-md5"))).isFalse();
    }
}
