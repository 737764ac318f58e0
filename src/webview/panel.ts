document.title = 'Video Tasks';
