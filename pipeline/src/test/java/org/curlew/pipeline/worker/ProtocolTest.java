package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.curlew.pipeline.extraction.CameraFacts;
import org.curlew.pipeline.extraction.ExtractedFile;
import org.curlew.pipeline.extraction.Locator;
import org.curlew.pipeline.extraction.Outcome;
import org.curlew.pipeline.extraction.Poison;
import org.curlew.pipeline.extraction.Watch;
import org.junit.jupiter.api.Test;

class ProtocolTest {

    @Property
    void whatever_a_worker_sends_is_read_or_refused(@ForAll byte[] bytes) {
        PayloadReader plan = new PayloadReader(bytes, bytes.length);
        PayloadReader file = new PayloadReader(bytes, bytes.length);
        PayloadReader digests = new PayloadReader(bytes, bytes.length);
        FrameReader frames = new FrameReader(new ByteArrayInputStream(bytes));

        refusedAtMost(() -> PlanCodec.read(plan));
        refusedAtMost(() -> FileCodec.readFile(file, 0));
        refusedAtMost(() -> ReportCodec.digests(digests));
        refusedAtMost(frames::next);
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static void refusedAtMost(Reading reading) {
        try {
            reading.read();
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Property
    void a_file_arrives_as_it_was_sent(
            @ForAll String path, @ForAll byte[] raw, @ForAll long size, @ForAll String reason) throws IOException {
        boolean deleted = size < 0;
        ExtractedFile sent = new ExtractedFile(
                path,
                raw,
                size,
                !deleted,
                deleted,
                true,
                "/a.zip",
                "image/jpeg",
                "",
                "2020-01-01T00:00:00Z",
                "",
                "",
                new byte[16],
                new byte[20],
                new byte[32],
                Outcome.HASHED,
                reason,
                new CameraFacts("make", "model", "serial", "taken"),
                new Locator(7, 128, 2, "3/0"));
        PayloadWriter out = new PayloadWriter(8);
        FileCodec.write(out, sent);
        PayloadReader in = new PayloadReader(out.bytes(), out.length());

        assertThat(in.getByte()).isEqualTo(FileCodec.FILE);
        FoundFile received = FileCodec.readFile(in, 5);
        assertThat(in.hasMore()).isFalse();
        assertThat(received.path().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(path.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(received.rawPath()).isEqualTo(raw);
        assertThat(received.size()).isEqualTo(size);
        assertThat(received.deleted()).isEqualTo(deleted);
        assertThat(received.allocated()).isEqualTo(!deleted);
        assertThat(received.orphan()).isTrue();
        assertThat(received.status()).isEqualTo(FoundFile.Status.HASHED);
        assertThat(received.camera()).isEqualTo(new FoundFile.Camera("make", "model", "serial", "taken"));
        assertThat(received.locator()).isEqualTo(new Worker.FileLocator(5, 7, 128, 2, "3/0"));
    }

    @Test
    void a_hashed_file_without_digests_is_refused() {
        ExtractedFile half = new ExtractedFile(
                "/x",
                null,
                1,
                true,
                false,
                false,
                "",
                "",
                "",
                "",
                "",
                "",
                new byte[16],
                null,
                null,
                Outcome.HASHED,
                "",
                null,
                new Locator(1, 0, 0, ""));
        PayloadWriter out = new PayloadWriter(8);
        FileCodec.write(out, half);
        PayloadReader in = new PayloadReader(out.bytes(), out.length());

        assertThatThrownBy(() -> {
                    in.getByte();
                    FileCodec.readFile(in, 0);
                })
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_request_arrives_as_it_was_sent() throws IOException {
        Request sent = new Request(
                Frame.Kind.EXTRACT,
                List.of(Path.of("/evidence/a.E01"), Path.of("/evidence/ü.E02")),
                new Worker.Segment(2, 3, Long.MAX_VALUE),
                List.of(new Poison(Watch.Phase.FOLDER, 9, 0, 0, "died")),
                List.of(new Worker.FileLocator(1, 2, 3, 4, "5")));
        ByteArrayOutputStream pipe = new ByteArrayOutputStream();
        new FrameWriter(pipe).write(sent.kind(), sent.payload());

        assertThat(Request.read(new FrameReader(new ByteArrayInputStream(pipe.toByteArray())).next()))
                .isEqualTo(sent);
    }

    @Test
    void a_frame_longer_than_allowed_is_refused_before_memory_is_taken_for_it() {
        byte[] frame = {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1};

        assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(frame)).next())
                .isInstanceOf(ProtocolException.class);
    }
}
