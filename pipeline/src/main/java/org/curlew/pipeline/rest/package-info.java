/** The API of scripts: what all its calls share. Pages do not use it; both use the same services. */
package org.curlew.pipeline.rest;
