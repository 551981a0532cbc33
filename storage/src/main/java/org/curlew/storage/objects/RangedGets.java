package org.curlew.storage.objects;

import io.minio.Signer;
import io.minio.Time;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Long ranges, whose request the SDK signs and the JDK's own client sends, reading straight into the array that is answered. The
 * SDK's client hands bytes on in pieces of 8 KiB, which costs three times the processor time. Only what went well is read here: of
 * every other answer the SDK is asked again, which knows what it means.
 */
final class RangedGets {

    /** Below it the pieces do not matter, and an answer that is an error costs no second request. */
    private static final int LONG = 64 << 10;

    private static final int CONNECT_MILLIS = 10_000;

    /** Digest of the body, of which there is none; servers need not check it. */
    private static final String PAYLOAD = "UNSIGNED-PAYLOAD";

    private final HttpUrl bucket;
    private final SSLSocketFactory tls;
    private final ObjectStoreSettings settings;

    /** @param tls null for the JDK's own trust */
    RangedGets(ObjectStoreSettings settings, SSLSocketFactory tls) {
        this.settings = settings;
        this.tls = tls;
        this.bucket = HttpUrl.get(settings.endpoint().resolve("/" + settings.bucket() + "/"));
    }

    /**
     * @return empty where the range is short or the server answered something else: ask through the SDK
     * @throws IOException where the answer broke off or none came
     */
    Optional<byte[]> read(String key, long offset, int length) throws IOException, MinioException {
        if (length < LONG) {
            return Optional.empty();
        }
        HttpURLConnection call = call(signed(key, "bytes=" + offset + "-" + (offset + length - 1)));
        if (call.getResponseCode() != HttpURLConnection.HTTP_PARTIAL || call.getContentLengthLong() != length) {
            call.disconnect();
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        try (InputStream in = call.getInputStream()) {
            int got = in.readNBytes(bytes, 0, length);
            if (got != length) {
                throw new IOException(got + " bytes came of " + length + " at " + offset);
            }
        }
        return Optional.of(bytes);
    }

    private Request signed(String key, String range) throws MinioException {
        HttpUrl address = bucket.newBuilder()
                .encodedPath(bucket.encodedPath() + encoded(key))
                .build();
        boolean standard = address.port() == HttpUrl.defaultPort(address.scheme());
        Request request = new Request.Builder()
                .url(address)
                .header("Host", standard ? address.host() : address.host() + ":" + address.port())
                .header("x-amz-content-sha256", PAYLOAD)
                .header("x-amz-date", ZonedDateTime.now(ZoneOffset.UTC).format(Time.AMZ_DATE_FORMAT))
                .header("Range", range)
                .build();
        return Signer.signV4S3(request, settings.region(), settings.accessKey(), settings.secretKey(), PAYLOAD);
    }

    /** As the signature wants it: RFC 3986, with the slashes left. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~")
                .replace("%2F", "/");
    }

    private HttpURLConnection call(Request request) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) URI.create(request.url().toString()).toURL().openConnection();
        if (tls != null && call instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tls);
        }
        // the client sets Host itself, to the same
        request.headers().names().stream()
                .filter(name -> !name.equalsIgnoreCase("Host"))
                .forEach(name -> call.setRequestProperty(name, request.header(name)));
        call.setConnectTimeout(CONNECT_MILLIS);
        call.setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
        call.setInstanceFollowRedirects(false);
        call.setUseCaches(false);
        return call;
    }
}
