package org.curlew.pipeline.web;

import java.time.Duration;
import org.curlew.pipeline.security.Allowed;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Sends style sheets and scripts; there is no way from a name here to a file. */
@Page
class AssetsController {

    private final Assets assets;

    AssetsController(Assets assets) {
        this.assets = assets;
    }

    @GetMapping("/assets/{name}")
    @Allowed(nobody = true)
    ResponseEntity<byte[]> asset(@PathVariable String name) {
        Assets.Asset asset = assets.find(name);
        return asset == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok()
                        .header("Content-Type", asset.type())
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(365))
                                .cachePublic()
                                .immutable())
                        .body(asset.bytes());
    }
}
