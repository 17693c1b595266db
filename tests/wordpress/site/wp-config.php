<?php
// A WordPress of its own for the tests: it sends no mail, asks no other host for anything, and runs nothing by itself.
$given = json_decode(file_get_contents(__DIR__ . '/given.json'), true);
define('DB_NAME', 'wordpress');
define('DB_USER', $given['user']);
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . $given['socket']);
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', $given['address']);
define('WP_SITEURL', $given['address']);
define('WP_DEFAULT_THEME', $given['theme']);
define('WP_ENVIRONMENT_TYPE', 'local'); // or WordPress wants TLS before it takes an application password
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
define('WP_DEBUG', false);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", "$name key of the tests");
    define("{$name}_SALT", "$name salt of the tests");
}
$table_prefix = 'wp_';

function wp_mail()
{
    return true;
}

if (! defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
