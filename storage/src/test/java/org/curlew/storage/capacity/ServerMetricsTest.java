package org.curlew.storage.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {

    private static final String PAGE = """
            # HELP store_used_bytes Bytes used
            # TYPE store_used_bytes gauge
            store_used_bytes{disk="a"} 4e+11
            store_used_bytes{disk="b } c"} 100000000000 1700000000000
            store_used_bytes_total{disk="a"} 7
            store_bytes 1e12
            """;

    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", call -> {
            byte[] body = PAGE.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ServerMetrics metrics(String used) {
        URI page = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
        return new ServerMetrics(page, used, "store_bytes");
    }

    @Test
    void the_lines_of_a_metric_are_added_up_and_no_other_metric_is_taken_for_it() {
        assertThat(metrics("store_used_bytes").read())
                .isEqualTo(new ServerMetrics.Figures(500_000_000_000L, 1_000_000_000_000L));
    }

    @Test
    void a_pool_is_measured_by_its_servers_figures() {
        TestDatabase database = TestDatabase.create();
        Pools pools = new Pools(database.jdbc(), database.transactions(), Clock.systemUTC());
        pools.define(new Pool("far", Pool.Kind.OBJECT_STORE, "a server", null));
        PoolMeasures measures = new PoolMeasures(pools, Map.of("far", metrics("store_used_bytes")));

        PoolState state = measures.measure("far");

        assertThat(state.used()).isEqualTo(500_000_000_000L);
        assertThat(state.free()).isEqualTo(500_000_000_000L);
        status = 503;
        assertThatThrownBy(() -> measures.measure("far")).isInstanceOf(CapacityException.class);
        assertThat(pools.state("far").used()).as("the last measurement holds").isEqualTo(500_000_000_000L);
    }

    @Test
    void a_metric_that_is_not_there_is_named() {
        assertThatThrownBy(() -> metrics("store_full_bytes").read())
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("store_full_bytes");
    }
}
