package org.curlew.pipeline.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.curlew.grading.statistics.Pdf;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Prints a template as PDF. The template is ours and what stands in it is escaped; nothing is fetched from anywhere. */
@Service
@ConditionalOnWebApplication
public class Paper {

    private final ITemplateEngine templates;

    Paper(ITemplateEngine templates) {
        this.templates = templates;
    }

    /** The template as a file of its own, to be opened without the application: its style stands in it. */
    public String html(String template, Map<String, Object> model) {
        return templates.process(template, new Context(Locale.UK, model));
    }

    public byte[] print(String template, Map<String, Object> model) {
        String page = html(template, model);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Pdf.builder()
                    .useUriResolver((base, uri) -> null)
                    .withHtmlContent(page, null)
                    .toStream(out)
                    .run();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
