/** What an attacker tries against the application, and what it answers. */
package org.curlew.pipeline.attacks;
