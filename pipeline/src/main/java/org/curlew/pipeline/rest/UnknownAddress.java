package org.curlew.pipeline.rest;

import org.curlew.pipeline.security.Allowed;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** Answers an address that the API does not have as the API answers, and not with a page. */
@Api
@Allowed(everyone = true)
class UnknownAddress {

    @RequestMapping(
            path = "/**",
            method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE})
    @Does("Says that there is no such address")
    Object unknown() {
        throw new ApiException(
                404, "no-such-address", "Not found", "The API has no such address", null, "See /api/openapi.json");
    }
}
