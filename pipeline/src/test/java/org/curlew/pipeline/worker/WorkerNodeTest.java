package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.curlew.pipeline.images.ImageRefusedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images read by worker nodes that share nothing with the application but a broker and a folder. */
class WorkerNodeTest {

    private static final WorkerSettings SETTINGS =
            WorkerSettings.standard().withProcesses(1).withStall(Duration.ofSeconds(4));

    private static EmbeddedActiveMQ broker;
    private static String address;

    @TempDir
    private Path elsewhere;

    @BeforeAll
    static void startBroker() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            address = "tcp://127.0.0.1:" + free.getLocalPort();
        }
        broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", address));
        broker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.stop();
    }

    private static ActiveMQConnectionFactory connections() {
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(address);
        connections.setConsumerWindowSize(0);
        connections.setMinLargeMessageSize(8 << 20);
        return connections;
    }

    private static Worker application(Duration patience) {
        return NodePool.through(connections(), SETTINGS, patience);
    }

    private static WorkerNode node() throws Exception {
        return new WorkerNode(connections(), SETTINGS, TestImages.folder());
    }

    @Test
    void a_node_finds_what_a_process_of_this_machine_finds_and_gives_the_same_contents() throws Exception {
        Path image = TestImages.made("mbr");
        try (WorkerPool here = new WorkerPool(SETTINGS);
                WorkerNode node = node();
                Worker there = application(Duration.ofSeconds(30))) {
            Extracted expected = Extracted.of(here, image);
            Extracted found = Extracted.of(there, image);

            assertThat(found.lines()).isEqualTo(expected.lines()).hasSizeGreaterThan(50);
            assertThat(found.gaps).isEqualTo(expected.gaps);
            assertThat(there.verify(List.of(image), (done, total, files) -> {}))
                    .isEqualTo(here.verify(List.of(image), (done, total, files) -> {}));
            assertThat(contents(there, image, found)).isEqualTo(contents(here, image, found));
        }
    }

    private static List<String> contents(Worker worker, Path image, Extracted files) throws Exception {
        List<FoundFile> hashed = files.files.stream()
                .filter(file -> file.status() == FoundFile.Status.HASHED)
                .toList();
        String[] given = new String[hashed.size()];
        worker.content(
                List.of(image),
                hashed.stream().map(FoundFile::locator).toList(),
                new Worker.ContentSink() {
                    @Override
                    public void content(int index, long size, java.io.InputStream bytes) throws IOException {
                        given[index] = size + " " + java.util.Arrays.hashCode(bytes.readAllBytes());
                    }

                    @Override
                    public void unreadable(int index, String reason) {
                        given[index] = reason;
                    }
                },
                (done, total, count) -> {});
        return List.of(given);
    }

    @Test
    void a_node_that_goes_away_in_the_middle_is_replaced_by_another() throws Exception {
        Path image = TestImages.made("mbr");
        WorkerNode[] second = new WorkerNode[1];
        try (WorkerPool here = new WorkerPool(SETTINGS);
                WorkerNode first = node();
                Worker there = application(Duration.ofSeconds(30))) {
            // The first word of the call comes as it begins; the digests take a good while longer.
            Worker.MediaDigests digests = there.verify(List.of(image), (done, total, files) -> {
                if (second[0] == null) {
                    first.close();
                    second[0] = started();
                }
            });
            assertThat(second[0]).isNotNull();
            assertThat(digests).isEqualTo(here.verify(List.of(image), (done, total, files) -> {}));
        } finally {
            second[0].close();
        }
    }

    private static WorkerNode started() {
        try {
            return node();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_no_image_and_what_lies_outside_the_share_is_refused_with_the_reason() throws Exception {
        Path text = Files.writeString(TestImages.folder().resolve("letter.raw"), "no image");
        Path outside = Files.copy(TestImages.made("small"), elsewhere.resolve("small.raw"));
        try (WorkerNode node = node();
                Worker there = application(Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> there.identify(List.of(text))).isInstanceOf(ImageRefusedException.class);
            assertThatThrownBy(() -> there.identify(List.of(outside)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not below");
            // The node goes on.
            assertThat(there.identify(List.of(TestImages.made("small"))).facts().bytes())
                    .isEqualTo(Files.size(outside));
        }
    }

    @Test
    void without_a_node_the_call_says_what_to_start() throws Exception {
        Path image = TestImages.made("small");
        try (Worker there = application(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> there.identify(List.of(image)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("curlew worker");
        }
    }
}
