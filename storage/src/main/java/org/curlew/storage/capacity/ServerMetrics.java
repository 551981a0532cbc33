package org.curlew.storage.capacity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A storage server's own figures, from the page of metrics that such servers serve (Prometheus text format 0.0.4: MinIO, Ceph and
 * others). Where a metric has several lines, one a disk or pool, they are added up.
 *
 * @param page where the metrics are
 * @param usedMetric name of the metric of used bytes, for example {@code ceph_cluster_total_used_bytes}
 * @param capacityMetric name of the metric of bytes in all, for example {@code ceph_cluster_total_bytes}
 */
public record ServerMetrics(URI page, String usedMetric, String capacityMetric) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Bytes as the server says. */
    public record Figures(long used, long capacity) {}

    /** @throws CapacityException where the page cannot be read or has not both metrics */
    public Figures read() {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(page).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw unread("it answers " + answer.statusCode(), null);
            }
            return new Figures(sum(answer.body(), usedMetric), sum(answer.body(), capacityMetric));
        } catch (IOException e) {
            throw unread(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unread("interrupted", e);
        }
    }

    /** The lines of a metric: its name, labels in braces or none, a blank, a value, and perhaps a time. */
    private long sum(String text, String metric) {
        double sum = 0;
        boolean found = false;
        for (String line : text.split("\n")) {
            if (line.startsWith(metric) && line.length() > metric.length()) {
                char next = line.charAt(metric.length());
                int labels = next == '{' ? line.lastIndexOf('}') : metric.length() - 1;
                if (next == '{' || next == ' ' || next == '\t') {
                    sum += value(line, line.substring(labels + 1).strip());
                    found = true;
                }
            }
        }
        if (!found) {
            throw unread("it has no metric " + metric, null);
        }
        return (long) sum;
    }

    private double value(String line, String text) {
        try {
            double value = Double.parseDouble(text.split("\\s+")[0]);
            if (value >= 0 && value < Long.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw unread("this line has no number: " + line, e);
        }
        throw unread("this line is no number of bytes: " + line, null);
    }

    private CapacityException unread(String why, Throwable cause) {
        return new CapacityException(
                "The server's figures cannot be read at " + page + ": " + why
                        + "; check the address and the metrics' names",
                cause);
    }
}
