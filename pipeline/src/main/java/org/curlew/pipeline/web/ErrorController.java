package org.curlew.pipeline.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.curlew.pipeline.security.Allowed;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the server itself refuses, before a controller was found: a wrong token, a broken request. */
@Page
class ErrorController implements org.springframework.boot.webmvc.error.ErrorController {

    @RequestMapping("/error")
    @Allowed(nobody = true)
    String error(HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setHeader("Cache-Control", "no-store");
        boolean forbidden = Integer.valueOf(403).equals(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        model.addAttribute("heading", forbidden ? "The form was not accepted" : "That request cannot be served");
        model.addAttribute(
                "text",
                forbidden
                        ? "The page was open too long, or was not one of ours. Nothing was changed: open it again."
                        : "Start again from a list or from your first page.");
        return "failure";
    }
}
