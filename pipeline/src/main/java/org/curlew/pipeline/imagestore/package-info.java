/**
 * Device images in the object store: moved there while they are verified, and served by ranges to the processes that read
 * them, which hold no credentials.
 */
package org.curlew.pipeline.imagestore;
