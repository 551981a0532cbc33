package org.curlew.pipeline.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * Style sheets and scripts, put together once and named by their digest, so that a browser keeps them for ever. Only what
 * is named here is served. The GDS Transport font and the crown are for gov.uk itself: both are taken out.
 */
@Component("assets")
@ConditionalOnWebApplication
public class Assets {

    private static final String LIBRARIES = "/META-INF/resources/webjars/";
    private static final String GOVUK = LIBRARIES + "govuk-frontend/5.14.0/dist/govuk/govuk-frontend.min";
    private static final String MOJ = LIBRARIES + "ministryofjustice__frontend/3.3.0/moj/moj-frontend.min.css";
    private static final String HTMX = LIBRARIES + "htmx.org/2.0.8/dist/htmx.min.js";

    private final Map<String, Asset> byName = new HashMap<>();
    private final String styles;
    private final String govuk;
    private final String htmx;
    private final String script;
    private final String gallery;

    /** What is sent: its media type and bytes. */
    record Asset(String type, byte[] bytes) {}

    public Assets() {
        styles = add(
                "curlew",
                "css",
                "text/css;charset=utf-8",
                withoutFontAndCrown(read(GOVUK + ".css"))
                        + withoutFontAndCrown(read(MOJ))
                        + read("/static/curlew.css"));
        govuk = add(
                "govuk",
                "js",
                "text/javascript;charset=utf-8",
                read(GOVUK + ".js").replaceAll("//# sourceMapp.*", ""));
        htmx = add("htmx", "js", "text/javascript;charset=utf-8", read(HTMX));
        script = add(
                "curlew",
                "js",
                "text/javascript;charset=utf-8",
                read("/static/curlew.js").replace("%GOVUK%", govuk));
        String clip = add("clip", "js", "text/javascript;charset=utf-8", read("/static/clip.js"));
        gallery = add(
                "gallery",
                "js",
                "text/javascript;charset=utf-8",
                read("/static/gallery.js").replace("%CLIP%", clip));
        byName.put(
                "curlew.svg",
                new Asset("image/svg+xml", read("/static/curlew.svg").getBytes(StandardCharsets.UTF_8)));
    }

    public String styles() {
        return styles;
    }

    public String govuk() {
        return govuk;
    }

    public String htmx() {
        return htmx;
    }

    public String script() {
        return script;
    }

    public String gallery() {
        return gallery;
    }

    Asset find(String name) {
        return byName.get(name);
    }

    /** Takes out the font's faces and every reference to a file that the application does not serve. */
    static String withoutFontAndCrown(String css) {
        return css.replaceAll("@font-face\\s*\\{[^}]*\\}", "")
                .replace("GDS Transport,arial,sans-serif", "arial,sans-serif")
                .replaceAll("url\\(/assets/[^)]*\\)", "none")
                .replaceAll("/\\*# sourceMapp[^*]*\\*/", "");
    }

    private String add(String name, String ending, String type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String full = name + "-" + digest(bytes) + "." + ending;
        byName.put(full, new Asset(type, bytes));
        return "/assets/" + full;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String path) {
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not in the application: reinstall it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
