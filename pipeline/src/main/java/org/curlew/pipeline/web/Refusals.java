package org.curlew.pipeline.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.ui.Model;

/** What a page's form asks of a service, and what the person sees where it is refused. */
public final class Refusals {

    private Refusals() {}

    /**
     * Carries out an act; refused, the page comes again with status 422 and the reason as {@code refusal}.
     *
     * @param then where the browser goes after the act
     * @param refusal the service's own exception, whose message is written for the person; any other is not caught
     * @param again draws the page again
     * @return the name of the view
     */
    public static String act(
            Runnable act,
            String then,
            Class<? extends RuntimeException> refusal,
            HttpServletResponse response,
            Model model,
            Supplier<String> again) {
        try {
            act.run();
            return "redirect:" + then;
        } catch (RuntimeException e) {
            if (!refusal.isInstance(e)) {
                throw e;
            }
            response.setStatus(422);
            model.addAttribute("refusal", e.getMessage());
            return again.get();
        }
    }
}
