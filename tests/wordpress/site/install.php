<?php
// Installs WordPress with an administrator and an author, and prints their application passwords as JSON.
define('WP_INSTALLING', true);
[, $folder, $people] = $argv;
require "$folder/wp-load.php";
require ABSPATH . 'wp-admin/includes/upgrade.php';

$people = json_decode($people, true);
$admin = $people['administrator'];
wp_install('The Quay Courier', $admin['login'], 'admin@quaycourier.example', true, '', $admin['password']);
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
$wp_rewrite->init();
flush_rewrite_rules(false);
wp_insert_user([
    'user_login' => $people['author']['login'],
    'user_pass' => $people['author']['password'],
    'user_email' => 'author@quaycourier.example',
    'role' => 'author',
]);
$made = [];
foreach ($people as $role => $person) {
    $id = username_exists($person['login']);
    // the tour that the editor offers to newcomers would cover what the tests look at
    update_user_meta($id, $wpdb->get_blog_prefix() . 'persisted_preferences', [
        'core/edit-post' => ['welcomeGuide' => false],
        '_modified' => gmdate('c'),
    ]);
    [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'tests']);
    $made[$role] = $password;
}
echo json_encode($made);
