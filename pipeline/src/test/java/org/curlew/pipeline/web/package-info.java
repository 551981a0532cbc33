/** The pages as a browser and an attacker see them, on one application with the sample force. */
package org.curlew.pipeline.web;
